package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.job.redis.Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The jobs as a person types them, on every server that {@link TestServers} finds. */
class ServersTest {
    private static final int KEYS = 5_000;
    private static final int LENGTH = 100;
    private static final int COUNTERS = 300;

    /** Four masters of which one has no slots, and a replica of each. */
    private static final int NODES = 8;

    @TestFactory
    Stream<DynamicTest> aClusterIsFormedReshardedAndDrainedUnderWritesAndNothingIsLost(@TempDir Path directory) {
        var servers = TestServers.find().byName();
        assumeFalse(servers.isEmpty(), TestServers.missing("other server"));
        return servers.entrySet().stream()
                .map(server -> DynamicTest.dynamicTest(
                        server.getKey(),
                        () -> formReshardAndDrain(server.getValue(), directory.resolve(server.getKey()))));
    }

    private static void formReshardAndDrain(RedisBinary binary, Path directory) throws Exception {
        List<RedisProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                processes.add(start(binary, directory.resolve("pod-" + i)));
            }
            List<Address> nodes = addresses(processes);
            job(nodes, "bootstrap", "--masters", "3", "--replicas", "1");
            WriteLoad.fill(nodes, KEYS, LENGTH);
            try (WriteLoad load = WriteLoad.start(nodes, COUNTERS)) {
                job(nodes, "reshard", "--to", "pod-3");
                job(nodes, "drain", "--masters", "3", "--replicas", "1");
                assertThat(load.acknowledged()).isPositive();
                assertThat(load.errors()).isEmpty();
                assertThat(load.lost()).isEmpty();
            }
            assertThat(WriteLoad.missing(nodes, KEYS, LENGTH)).isZero();
            run(nodes, "check");
        } finally {
            processes.forEach(RedisProcess::close);
        }
    }

    private static RedisProcess start(RedisBinary binary, Path directory) {
        String host = RedisProcess.newHost();
        return RedisProcess.start(
                binary,
                host,
                directory,
                List.of(
                        "--cluster-enabled",
                        "yes",
                        "--cluster-announce-ip",
                        host,
                        "--cluster-node-timeout",
                        "2000",
                        "--cluster-allow-replica-migration",
                        "no",
                        "--repl-diskless-sync-delay",
                        "0"));
    }

    private static List<Address> addresses(List<RedisProcess> processes) {
        List<Address> addresses = new ArrayList<>();
        for (RedisProcess process : processes) {
            addresses.add(new Address("pod-" + addresses.size(), process.host(), process.port()));
        }
        return addresses;
    }

    private static void job(List<Address> nodes, String job, String... options) {
        List<String> words = new ArrayList<>(List.of(job, "--linger", "1"));
        words.addAll(List.of(options));
        run(nodes, words.toArray(String[]::new));
    }

    private static void run(List<Address> nodes, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        nodes.forEach(node -> line.addAll(List.of("--node", node.pod() + "=" + node.host() + ":" + node.port())));
        assertThat(JobCommand.commandLine().execute(line.toArray(String[]::new)))
                .as(String.join(" ", words))
                .isZero();
    }
}
