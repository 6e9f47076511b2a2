package io.slotwise.reconciler.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
                .isThrownBy(() -> new JobTemplate("image", "", Map.of(), Optional.of("shop/Kafka")))
                .withMessageContaining("'shop/Kafka'")
                .withMessageContaining("such as slotwise-job-kafka");
    }
}
