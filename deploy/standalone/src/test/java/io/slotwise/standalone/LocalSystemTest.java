package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.crd.RedisCluster;
import org.junit.jupiter.api.Test;

class LocalSystemTest {
    /** Without it no cluster with a password is ever formed: the collector could not be told how it is let in. */
    @Test
    void theNamespaceOfWhatTheCollectorIsToldIsThereBeforeAnyPartStarts() {
        try (EmbeddedApi api = EmbeddedApi.start()) {
            LocalSystem.equip(api.client());
            assertThat(api.client()
                            .namespaces()
                            .withName("redis-operator-system")
                            .get())
                    .isNotNull();
            assertThat(api.client().resources(RedisCluster.class).list().getItems())
                    .isEmpty();
        }
    }
}
