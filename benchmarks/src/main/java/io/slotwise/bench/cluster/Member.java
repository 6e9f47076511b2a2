package io.slotwise.bench.cluster;

import io.slotwise.bench.resp.Wire;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.Optional;

/**
 * A node of a cluster under test.
 *
 * @param process its server
 * @param wire a connection to it
 * @param id its cluster id
 */
public record Member(RedisProcess process, Wire wire, String id) implements AutoCloseable {
    static Member of(RedisProcess process) throws IOException {
        Wire wire = Wire.open(process.address());
        return new Member(process, wire, wire.ask("CLUSTER", "MYID").text());
    }

    /** {@code host:port}. */
    public String address() {
        return process.address();
    }

    public long keys() throws IOException {
        return wire.ask("DBSIZE").count();
    }

    NodeTable table() throws IOException {
        return NodeTable.parse(wire.ask("CLUSTER", "NODES").text());
    }

    boolean saysOk() throws IOException {
        return wire.ask("CLUSTER", "INFO").text().contains("cluster_state:ok");
    }

    /** Name and version of the server, such as {@code valkey 9.1.2}; Valkey also tells the Redis that it stands for. */
    public String server() throws IOException {
        String info = wire.ask("INFO", "server").text();
        return field(info, "valkey_version")
                .map(version -> "valkey " + version)
                .or(() -> field(info, "redis_version").map(version -> "redis " + version))
                .orElse("unknown");
    }

    private static Optional<String> field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }

    /** CPU seconds of its main thread since it started. */
    public double mainThreadSeconds() throws IOException {
        String info = wire.ask("INFO", "cpu").text();
        return info.lines()
                .filter(line ->
                        line.startsWith("used_cpu_sys_main_thread:") || line.startsWith("used_cpu_user_main_thread:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @Override
    public void close() {
        wire.close();
        process.close();
    }
}
