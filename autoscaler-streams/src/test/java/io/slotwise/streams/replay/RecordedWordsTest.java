package io.slotwise.streams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.streams.decision.Clusters;
import io.slotwise.streams.decision.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Recordings in which the reconciler speaks between two samples. */
class RecordedWordsTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    @Test
    void whatIsSaidRightAfterASampleHoldsForTheNextOnes() {
        RecordingReader reader = new RecordingReader(INTERVAL);
        Clusters cluster = Clusters.withMasters(3);
        reader.add(new Heard.Word(at(0), cluster.forming().record()));
        for (int tick = 0; tick < 10; tick++) {
            reader.add(
                    new Heard.Tick(at(tick), Samples.cpu(at(tick), 95, 95, 95).sample()));
            if (tick == 4) {
                Instant afterwards = at(tick).plusSeconds(1);
                reader.add(new Heard.Word(
                        afterwards, cluster.at(afterwards).generation(2).record()));
            }
        }

        Result result = Simulation.run(
                reader.course(), Slotwise.asRecorded(), Plant.DEFAULT, Price.DEFAULT, Result.Detail.FULL);

        assertThat(result.scalings())
                .singleElement()
                .satisfies(scaling -> assertThat(scaling.sentence()).contains("above cpuThreshold 70 %"));
    }

    private static Instant at(int tick) {
        return Clusters.START.plus(INTERVAL.multipliedBy(tick));
    }
}
