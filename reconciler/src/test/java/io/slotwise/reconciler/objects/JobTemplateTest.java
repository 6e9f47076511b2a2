package io.slotwise.reconciler.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTemplateTest {
    @ParameterizedTest
    @ValueSource(strings = {"SSL", "SASL_PLAINTEXT", "SASL_SSL", " sasl_ssl "})
    void aKafkaThatAsksForSomethingIsReachedByASecret(String protocol) {
        assertThat(JobTemplate.kafkaSecret(Map.of("security.protocol", protocol)))
                .contains("slotwise-job-kafka");
    }

    @Test
    void aKafkaThatAsksForNothingIsReachedWithout() {
        assertThat(JobTemplate.kafkaSecret(Map.of())).isEmpty();
        assertThat(JobTemplate.kafkaSecret(Map.of("security.protocol", "plaintext")))
                .isEmpty();
    }

    @Test
    void aSecretsNameThatKubernetesWouldRefuseIsRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new JobTemplate("image", "", Map.of(), Optional.of("shop/Kafka"), JobTemplate.resources("{}")))
                .withMessageContaining("'shop/Kafka'")
                .withMessageContaining("such as slotwise-job-kafka");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50m", "[]", "{\"request\":{}}", "{\"requests\":\"50m\"}"})
    void resourcesThatAreNoneAreRefusedAtTheStart(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobTemplate.resources(text))
                .withMessageStartingWith("'" + text + "' are no resources of a container");
    }

    @Test
    void resourcesAreReadAsInAContainer() {
        assertThat(JobTemplate.resources("{\"requests\":{\"cpu\":\"50m\"}}").getRequests())
                .containsEntry("cpu", new Quantity("50m"));
    }
}
