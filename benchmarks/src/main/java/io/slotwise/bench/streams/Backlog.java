package io.slotwise.bench.streams;

import io.slotwise.bench.part.PartProcess;
import io.slotwise.model.json.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Samples that were written while nobody read them, and how fast they are worked off.
 *
 * @param rounds samples of each cluster
 * @param step time from one sample of a cluster to the next
 */
record Backlog(Fleet fleet, int rounds, Duration step) {
    private static final TopicPartition SAMPLES = new TopicPartition(Topic.SAMPLES.name(), 0);
    private static final String GROUP = "slotwise-streams";
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** As long as may be, so that no sample of a backlog is too old to be judged. */
    private static final Duration PATIENT = Duration.ofDays(1);

    /**
     * What came of it.
     *
     * @param samplesPerSecond from the moment when a fifth was done
     * @param liveHeap in use after a full collection, bytes
     */
    record Work(double samplesPerSecond, long liveHeap) {}

    /** Writes samples of a daily wave, the newest of now. */
    void write(Feed feed) {
        Instant now = Instant.now();
        for (int cluster = 0; cluster < fleet.clusters(); cluster++) {
            feed.send(Topic.CLUSTERS, Fleet.key(cluster), fleet.record(cluster, now, PATIENT));
        }
        for (int round = 0; round < rounds; round++) {
            Instant at = now.minus(step.multipliedBy(rounds - round));
            double day = (double) (at.getEpochSecond() % 86_400) / 86_400;
            for (int cluster = 0; cluster < fleet.clusters(); cluster++) {
                double wave = 20 * Math.sin(2 * Math.PI * (day + (double) cluster / fleet.clusters()));
                double noise = 5 * Math.sin(round * 1.7 + cluster);
                feed.send(Topic.SAMPLES, Fleet.key(cluster), fleet.sample(cluster, at, 50 + wave + noise));
            }
        }
        feed.flush();
    }

    /** Waits until all is committed. */
    Work workOff(String servers, PartProcess streams) throws Exception {
        long all = (long) rounds * fleet.clusters();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            long warm = await(admin, streams, all / 5);
            long since = System.nanoTime();
            long end = await(admin, streams, all);
            double seconds = (System.nanoTime() - since) / 1e9;
            return new Work((end - warm) / seconds, streams.liveHeap());
        }
    }

    private static long await(Admin admin, PartProcess streams, long samples)
            throws InterruptedException, ExecutionException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            streams.requireAlive();
            long done = committed(admin);
            if (done >= samples) {
                return done;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
        throw new IllegalStateException("the backlog was not worked off within " + LIMIT.toMinutes() + " min");
    }

    /** How many samples streams has committed; 0 at first. */
    private static long committed(Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
        OffsetAndMetadata offset = offsets.get(SAMPLES);
        return offset == null ? 0 : offset.offset();
    }
}
