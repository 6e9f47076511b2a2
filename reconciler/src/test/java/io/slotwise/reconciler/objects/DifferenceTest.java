package io.slotwise.reconciler.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Service WANTED = new ServiceBuilder()
            .withNewMetadata()
            .withName("cart")
            .addToLabels("app", "redis-cluster")
            .endMetadata()
            .withNewSpec()
            .addNewPort()
            .withName("redis")
            .withPort(6379)
            .endPort()
            .endSpec()
            .build();

    @Test
    void whatTheServerAndOthersAddIsNoDifference() {
        Service present = new ServiceBuilder(WANTED)
                .editMetadata()
                .withUid("0000-1")
                .addToLabels("team", "shop")
                .endMetadata()
                .editSpec()
                .withClusterIP("10.96.0.7")
                .editFirstPort()
                .withProtocol("TCP")
                .endPort()
                .endSpec()
                .build();
        assertThat(Difference.between(WANTED, present)).isFalse();
    }

    @Test
    void anotherValueIsADifference() {
        Service present = new ServiceBuilder(WANTED)
                .editSpec()
                .editFirstPort()
                .withPort(6380)
                .endPort()
                .endSpec()
                .build();
        assertThat(Difference.between(WANTED, present)).isTrue();
    }

    @Test
    void oneMoreElementOfAListIsADifference() {
        Service present = new ServiceBuilder(WANTED)
                .editSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
        assertThat(Difference.between(WANTED, present)).isTrue();
    }

    @Test
    void theSizeOfAStatefulSetIsLeftAlone() {
        StatefulSet wanted = set(8);
        assertThat(Difference.between(wanted, set(10))).isFalse();
        StatefulSet present = new StatefulSetBuilder(set(10))
                .editMetadata()
                .withResourceVersion("7")
                .endMetadata()
                .build();
        assertThat(Difference.patch(wanted, present)).doesNotContain("replicas").contains("\"resourceVersion\":\"7\"");
    }

    private static StatefulSet set(int replicas) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName("cart")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }
}
