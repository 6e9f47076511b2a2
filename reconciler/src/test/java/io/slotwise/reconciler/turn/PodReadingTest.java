package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.slotwise.reconciler.plan.PodState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            Error | 1 | at line 2; >>> 'databases none'; not an integer | : exit code 1: >>> 'databases none' not an integer
            Error | 1 | ; >>> 'masterauth open sesame'; wrong number | : exit code 1: >>> 'masterauth …' wrong number
            Error | 1 | 7:M 22 Nov 2026 15:53:13.910 # Lost.; 7:M 22 Nov 2026 15:53:13.911 # Bye. | : exit code 1: Lost. Bye.
            OOMKilled | 137 | 7:M 22 Nov 2026 15:53:13.910 * Ready | : OOMKilled, exit code 137
            Error | 1 | - | : exit code 1
            Completed | 0 | Bye | ""
            """)
    void aPodThatCrashesSaysWhatItSaidLastAndNoPassword(String reason, int code, @Nullable String log, String problem) {
        Pod crashing = new PodBuilder()
                .withNewMetadata()
                .withName("cart-1")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("redis")
                .withRestartCount(2)
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .withMessage("back-off 20s restarting failed container")
                .endWaiting()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(code)
                .withMessage(log == null ? null : log.replace("; ", "\n"))
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
        assertThat(read(crashing, END).make())
                .isEqualTo(new PodState.Make("", PodState.Life.CRASHED, "CrashLoopBackOff" + problem));
    }

    private static PodState read(Pod pod, Instant now) {
        return PodReading.state(pod, "cart", now).orElseThrow();
    }
}
