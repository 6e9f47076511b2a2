package io.slotwise.embedded.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
    private static ObjectNode object() throws JsonProcessingException {
        return Nodes.asObject(
                        Nodes.yaml("{metadata: {name: x, labels: {app: redis, tier: gold}}, status: {phase: Up}}"))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=redis | true",
                "app==redis,tier!=silver | true",
                "app=redis,tier=silver | false",
                "app in (redis, valkey) | true",
                "tier notin (gold) | false",
                "missing notin (gold),missing!=x | true",
                "app | true",
                "!app | false",
                "!missing | true"
            })
    void labelsAreSelectedAsKubernetesDoes(String selector, boolean matches) throws JsonProcessingException {
        assertThat(Selector.labels(selector).matches(object())).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"metadata.name=x | true", "metadata.name!=x | false", "metadata.name=x,status.phase=Down | false"})
    void fieldsAreSelectedByTheirPath(String selector, boolean matches) throws JsonProcessingException {
        assertThat(Selector.fields(selector).matches(object())).isEqualTo(matches);
    }

    @Test
    void whatIsNoSelectorIsRefused() {
        assertThatThrownBy(() -> Selector.labels("a b c")).hasMessageContaining("a b c");
    }
}
