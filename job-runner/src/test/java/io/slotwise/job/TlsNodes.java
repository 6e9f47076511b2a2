package io.slotwise.job;

import static org.junit.jupiter.api.Assumptions.abort;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.embedded.redis.TestAuthority;
import io.slotwise.embedded.redis.TestAuthority.Identity;
import io.slotwise.embedded.redis.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Real Redis processes, named pod-0, pod-1 and so on, that speak nothing but TLS and ask everybody for a certificate. */
final class TlsNodes implements AutoCloseable {
    private static final String SERVER = "redis-7.0";

    private final List<String> hosts;
    private final List<RedisProcess> processes = new ArrayList<>();
    private final TestAuthority authority;
    private final Identity identity;

    TlsNodes(Path directory, int count) throws Exception {
        hosts = Stream.generate(RedisProcess::newHost).limit(count).toList();
        authority = new TestAuthority(directory.resolve("authority"));
        identity =
                authority.issue("node", hosts.stream().map(host -> "ip:" + host).collect(Collectors.joining(",")));
        try {
            hosts.forEach(host -> processes.add(start(directory, host)));
        } catch (IllegalStateException e) {
            close();
            if (String.valueOf(e.getMessage()).contains("tls-port")) {
                abort("the redis-server here was built without TLS; " + TestServers.missing(SERVER));
            }
            throw e;
        }
    }

    private RedisProcess start(Path directory, String host) {
        return single(directory, host, identity);
    }

    /** A node with another certificate. */
    RedisProcess single(Path directory, String host, Identity shown) {
        RedisBinary binary = TestServers.find().named(SERVER).orElseGet(RedisBinary::find);
        return RedisProcess.start(binary, host, directory.resolve(host), settings(host, shown));
    }

    private List<String> settings(String host, Identity shown) {
        return List.of(
                "--port",
                "0",
                "--tls-port",
                Integer.toString(RedisProcess.PORT),
                "--tls-cluster",
                "yes",
                "--tls-replication",
                "yes",
                "--tls-cert-file",
                shown.certificate().toString(),
                "--tls-key-file",
                shown.key().toString(),
                "--tls-ca-cert-file",
                authority.certificate().toString(),
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "2000",
                "--cluster-allow-replica-migration",
                "no",
                "--repl-diskless-sync-delay",
                "0",
                "--cluster-announce-ip",
                host);
    }

    TestAuthority authority() {
        return authority;
    }

    /** What a job shows of itself. */
    Identity identity() {
        return identity;
    }

    String seed() {
        return processes.get(0).address();
    }

    /** The name of the node at an address. */
    String pod(String address) {
        return IntStream.range(0, processes.size())
                .filter(i -> processes.get(i).address().equals(address))
                .mapToObj(i -> "pod-" + i)
                .findFirst()
                .orElseThrow();
    }

    /** Each node by name. */
    List<String> named() {
        return IntStream.range(0, processes.size())
                .mapToObj(i ->
                        List.of("--node", "pod-" + i + "=" + processes.get(i).address()))
                .flatMap(List::stream)
                .toList();
    }

    /** What the options must be for these nodes to talk to a job. */
    List<String> keys() {
        return Stream.concat(trust(authority).stream(), shown().stream()).toList();
    }

    static List<String> trust(TestAuthority authority) {
        return List.of("--redis-tls", "--redis-ca", authority.certificate().toString());
    }

    private List<String> shown() {
        return List.of(
                "--redis-cert",
                identity.certificate().toString(),
                "--redis-key",
                identity.key().toString());
    }

    /** What a command ended with and said. */
    record Ended(int code, String said) {}

    /** Runs a command, given as words with single spaces, and with further ones. */
    static Ended run(String line, List<String> more) {
        StringWriter said = new StringWriter();
        int code = JobCommand.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(
                        Stream.concat(Stream.of(line.split(" ")), more.stream()).toArray(String[]::new));
        return new Ended(code, said.toString());
    }

    @Override
    public void close() {
        processes.forEach(RedisProcess::close);
    }
}
