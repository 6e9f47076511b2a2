package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.slotwise.reconciler.plan.PodState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PodReadingTest {
    private static final Instant END = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void aPodThatItsNodeDoesNotLetGoSaysWhatToDo() {
        Pod ending = new PodBuilder()
                .withNewMetadata()
                .withName("cart-1")
                .withDeletionTimestamp(END.toString())
                .endMetadata()
                .withNewSpec()
                .withNodeName("worker-3")
                .endSpec()
                .withNewStatus()
                .endStatus()
                .build();
        assertThat(read(ending, END.plusSeconds(10)).make().problem()).isEmpty();
        assertThat(read(ending, END.plusSeconds(60)).make().problem())
                .contains("worker-3", "if that node is lost, delete it", "kubectl delete pod cart-1 --force");
    }

    private static PodState read(Pod pod, Instant now) {
        return PodReading.state(pod, "cart", now).orElseThrow();
    }
}
