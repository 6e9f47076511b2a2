package io.slotwise.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Sample;
import io.slotwise.model.Sample.ClusterHealth;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SampleWriterTest {
    private static final Duration GIVES_UP = Duration.ofMillis(300);

    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private final SampleWriter.Outcome outcome = new SampleWriter.Outcome() {
        @Override
        public void written() {
            outcomes.add("written");
        }

        @Override
        public void failed(String problem) {
            outcomes.add(problem);
        }
    };

    private static Sample sample(int second) {
        return new Sample(
                new ClusterKey("shop", "cart"),
                Instant.ofEpochSecond(second),
                Sample.Source.REDIS,
                new ClusterHealth(ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true),
                List.of());
    }

    @Test
    void whileKafkaIsAwayNobodyWaitsAndEachSampleThatIsGivenUpIsTold() throws InterruptedException {
        Map<String, String> nobodyThere =
                Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", Long.toString(GIVES_UP.toMillis()));
        try (SampleWriter writer = new SampleWriter(nobodyThere)) {
            writer.write(sample(1), outcome);
            long begin = System.nanoTime();
            writer.write(sample(2), outcome);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(GIVES_UP);

            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).contains("slotwise.samples");
            assertThat(outcomes.poll(10, TimeUnit.SECONDS)).contains("slotwise.samples");
        }
    }
}
