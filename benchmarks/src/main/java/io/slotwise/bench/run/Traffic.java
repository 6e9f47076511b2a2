package io.slotwise.bench.run;

import io.slotwise.bench.cluster.BenchCluster;
import io.slotwise.bench.data.Damage;
import io.slotwise.bench.data.Expectation;
import io.slotwise.bench.load.Latency;
import io.slotwise.bench.load.OpenLoopClient;
import io.slotwise.bench.load.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The client of a run, if it has one. */
final class Traffic implements AutoCloseable {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMillis(1500);

    private final Optional<OpenLoopClient> client;

    private Traffic(Optional<OpenLoopClient> client) {
        this.client = client;
    }

    /** Starts the client and returns when it has run for a while and the move may begin. */
    static Traffic start(Scene scene, BenchCluster cluster) throws InterruptedException {
        if (scene.operationsPerSecond() == 0) {
            return new Traffic(Optional.empty());
        }
        OpenLoopClient client = OpenLoopClient.start(scene.data(), scene.operationsPerSecond(), cluster::firstOwner);
        Thread.sleep(WARM_UP.toMillis());
        client.enter(Phase.QUIET);
        Thread.sleep(QUIET.toMillis());
        client.enter(Phase.MOVE);
        return new Traffic(Optional.of(client));
    }

    void moveEnded() throws InterruptedException {
        if (client.isPresent()) {
            client.get().enter(Phase.AFTER);
            client.get().stop();
        }
    }

    Optional<Latency> latency(Phase phase) {
        return client.map(it -> it.latency(phase));
    }

    Map<String, Long> errors() {
        return client.map(OpenLoopClient::errors).orElse(Map.of());
    }

    /** What reads showed while the slots moved. */
    Damage seen() {
        return client.map(it -> new Damage(it.ledger().staleReads(), it.ledger().wrongReads(), 0, 0))
                .orElse(Damage.NONE);
    }

    IntStream written() {
        return client.stream().flatMapToInt(it -> IntStream.of(it.ledger().written()));
    }

    Expectation expectation() {
        return client.<Expectation>map(Written::new).orElse(Expectation.LOADED);
    }

    private record Written(OpenLoopClient client) implements Expectation {
        @Override
        public long oldest(int key) {
            return client.ledger().acknowledged(key);
        }

        @Override
        public long newest(int key) {
            return client.ledger().sent(key);
        }
    }

    @Override
    public void close() {
        client.ifPresent(OpenLoopClient::close);
    }
}
