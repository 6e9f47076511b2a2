package io.slotwise.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.bench.resp.Answer;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final int EXPIRING = 13;
    private static final Answer SIZE = new Answer.Count(100);
    private static final Answer FOR_EVER = new Answer.Count(-1);

    private final Expectation fifthToSeventh = new Expectation() {
        @Override
        public long oldest(int key) {
            return 5;
        }

        @Override
        public long newest(int key) {
            return 7;
        }
    };

    private Damage judge(Answer value) {
        return audit(DataSet.Shape.SMALL).judge(3, value, SIZE, FOR_EVER, new Audit.Age(0, 10));
    }

    private Audit audit(DataSet.Shape shape) {
        return new Audit(new DataSet(shape, 100), slot -> "", fifthToSeventh, () -> new Audit.Age(0, 10));
    }

    @Test
    void theAcknowledgedWriteOrANewerOneIsRight() {
        assertThat(judge(new Answer.Text("3:5:xxx"))).isEqualTo(Damage.NONE);
        assertThat(judge(new Answer.Text("3:7:xxx"))).isEqualTo(Damage.NONE);
    }

    @Test
    void anOlderWriteOrNoneIsALoss() {
        assertThat(judge(new Answer.Text("3:4:xxx")).lostWrites()).isEqualTo(1);
        assertThat(judge(new Answer.Nothing()).lostWrites()).isEqualTo(1);
    }

    @Test
    void whatWasNeverWrittenIsWrong() {
        assertThat(judge(new Answer.Text("3:8:xxx")).wrongValues()).isEqualTo(1);
        assertThat(judge(new Answer.Text("4:5:xxx")).wrongValues()).isEqualTo(1);
        assertThat(judge(new Answer.Text("rubbish")).wrongValues()).isEqualTo(1);
    }

    @Test
    void aTimeToLiveThatIsGoneOrMovedIsALoss() {
        Audit audit = audit(DataSet.Shape.MIX);
        Audit.Age asked = new Audit.Age(60, 70);
        Answer value = new Answer.Text(EXPIRING + ":5:");
        long left = Kind.secondsToLive(EXPIRING) - 60;

        assertThat(audit.judge(EXPIRING, value, SIZE, new Answer.Count(left), asked))
                .isEqualTo(Damage.NONE);
        assertThat(audit.judge(EXPIRING, value, SIZE, new Answer.Count(left - 10), asked))
                .isEqualTo(Damage.NONE);
        assertThat(audit.judge(EXPIRING, value, SIZE, FOR_EVER, asked).lostTtls())
                .isEqualTo(1);
        assertThat(audit.judge(EXPIRING, value, SIZE, new Answer.Count(left + 3), asked)
                        .lostTtls())
                .isEqualTo(1);
    }
}
