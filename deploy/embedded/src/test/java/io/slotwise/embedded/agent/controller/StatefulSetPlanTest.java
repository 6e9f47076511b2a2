package io.slotwise.embedded.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatefulSetPlanTest {
    private static StatefulSet set(String policy, int replicas) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName("cache")
                .endMetadata()
                .withNewSpec()
                .withPodManagementPolicy(policy)
                .withReplicas(replicas)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(0)
                .endRollingUpdate()
                .endUpdateStrategy()
                .endSpec()
                .build();
    }

    private static Pod pod(int ordinal, String revision, String ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("cache-" + ordinal)
                .addToLabels(StatefulSetPlan.REVISION, revision)
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }

    private static List<Pod> pods(int count, String revision) {
        return IntStream.range(0, count)
                .mapToObj(ordinal -> pod(ordinal, revision, "True"))
                .toList();
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    @Test
    void parallelSetsGetAllTheirPodsAtOnce() {
        assertThat(StatefulSetPlan.of(set("Parallel", 3), List.of(), "r").create())
                .containsExactly(0, 1, 2);
    }

    @Test
    void orderedSetsGetAPodOnceThoseBeforeItAreReady() {
        StatefulSet set = set("OrderedReady", 3);
        assertThat(StatefulSetPlan.of(set, List.of(), "r").create()).containsExactly(0);
        assertThat(StatefulSetPlan.of(set, List.of(pod(0, "r", "False")), "r").create())
                .isEmpty();
        assertThat(StatefulSetPlan.of(set, pods(1, "r"), "r").create()).containsExactly(1);
    }

    @Test
    void surplusPodsGoFromTheHighest() {
        assertThat(names(StatefulSetPlan.of(set("Parallel", 1), pods(4, "r"), "r")
                        .delete()))
                .containsExactly("cache-3", "cache-2", "cache-1");
        assertThat(names(StatefulSetPlan.of(set("OrderedReady", 1), pods(4, "r"), "r")
                        .delete()))
                .containsExactly("cache-3");
    }

    @Test
    void anOldPodIsReplacedOnlyWhenThoseAboveItAreReady() {
        StatefulSet set = set("Parallel", 2);
        List<Pod> waiting = List.of(pod(0, "old", "True"), pod(1, "new", "False"));
        List<Pod> settled = List.of(pod(0, "old", "True"), pod(1, "new", "True"));
        assertThat(StatefulSetPlan.of(set, waiting, "new").delete()).isEmpty();
        assertThat(names(StatefulSetPlan.of(set, settled, "new").delete())).containsExactly("cache-0");
    }

    @Test
    void podsBelowThePartitionStayAsTheyAre() {
        StatefulSet set = set("Parallel", 3);
        set.getSpec().getUpdateStrategy().getRollingUpdate().setPartition(3);
        assertThat(StatefulSetPlan.of(set, pods(3, "old"), "new").delete()).isEmpty();
    }

    @Test
    void withOnDeletePodsAreReplacedByPeopleOnly() {
        StatefulSet set = set("Parallel", 3);
        set.getSpec().getUpdateStrategy().setType("OnDelete");
        assertThat(StatefulSetPlan.of(set, pods(3, "old"), "new").delete()).isEmpty();
    }
}
