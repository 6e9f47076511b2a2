package io.slotwise.job.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaWaitTest {
    private final ReplicaWait replicas = new ReplicaWait(new NodeRef("pod-1", "id", "10.0.0.1", 6379));

    @Test
    void aMasterWithoutReplicasIsNotWaitedFor() throws IOException {
        replicas.learn(master(0));
        assertThat(replicas.questions()).first().isEqualTo(Command.of("WAIT", 0, 1000));
        assertThatCode(() -> replicas.mustHave(answers(0, 0))).doesNotThrowAnyException();
    }

    @Test
    void copiesThatNoneOfTheReplicasHasDoNotCount() throws IOException {
        replicas.learn(master(2));
        assertThat(replicas.questions()).first().isEqualTo(Command.of("WAIT", 2, 1000));
        assertThatThrownBy(() -> replicas.mustHave(answers(0, 2)))
                .hasMessage("none of the 2 replicas of pod-1 took the copies within 1000 ms");
    }

    @Test
    void copiesDoNotCountEitherWhenTheOnlyReplicaIsLostMeanwhileAndDoWithoutItFromThenOn() throws IOException {
        replicas.learn(master(1));
        assertThatThrownBy(() -> replicas.mustHave(answers(0, 0))).isInstanceOf(IOException.class);
        assertThatCode(() -> replicas.mustHave(answers(0, 0))).doesNotThrowAnyException();
    }

    @Test
    void oneReplicaOfSeveralIsEnoughAfterASecond() throws IOException {
        replicas.learn(master(2));
        assertThatCode(() -> replicas.mustHave(answers(1, 2))).doesNotThrowAnyException();
    }

    @Test
    void aReplicaThatCameLaterIsWaitedForNextTime() throws IOException {
        replicas.learn(master(0));
        replicas.mustHave(answers(0, 1));
        assertThat(replicas.questions()).first().isEqualTo(Command.of("WAIT", 1, 1000));
    }

    @Test
    void aUserWhoMayNotWaitDoesNotAskAgain() throws IOException {
        replicas.learn(master(1));
        replicas.mustHave(List.of(new Reply.Failure("NOPERM"), master(1)));
        assertThat(replicas.questions()).containsExactly(Command.of("ROLE"));
        assertThatCode(() -> replicas.mustHave(List.of(master(1)))).doesNotThrowAnyException();
    }

    @Test
    void aDestinationThatIsNoLongerAMasterHasNothing() {
        assertThatThrownBy(() -> replicas.learn(new Reply.Many(List.of(new Reply.Text("slave")))))
                .hasMessage("pod-1 is no longer a master");
    }

    private static List<Reply> answers(long took, int inTouch) {
        return List.of(new Reply.Count(took), master(inTouch));
    }

    private static Reply master(int replicas) {
        return new Reply.Many(List.of(
                new Reply.Text("master"),
                new Reply.Count(1),
                new Reply.Many(Collections.nCopies(replicas, new Reply.Nothing()))));
    }
}
