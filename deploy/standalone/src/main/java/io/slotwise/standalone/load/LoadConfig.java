package io.slotwise.standalone.load;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

/**
 * Which cluster is loaded, and with what.
 *
 * @param seeds nodes that the cluster is learned from, at least one; they carry user, password and TLS
 * @param baseKeys keys of the base data set, 0 or more
 * @param baseValueBytes length of each base value, 32 or more
 * @param ledgerKeys keys that the ledger writes in turn, 1 or more
 * @param writesPerSecond ledger writes, and as many reads, 0 or more
 * @param commandTimeout after this the client gives a command up
 */
public record LoadConfig(
        List<RedisURI> seeds,
        int baseKeys,
        int baseValueBytes,
        int ledgerKeys,
        int writesPerSecond,
        Duration commandTimeout) {
    public LoadConfig {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("a load generator needs at least one node to learn the cluster from");
        }
        atLeast("baseKeys", 0, baseKeys);
        atLeast("baseValueBytes", 32, baseValueBytes);
        atLeast("ledgerKeys", 1, ledgerKeys);
        atLeast("writesPerSecond", 0, writesPerSecond);
        if (commandTimeout.isNegative() || commandTimeout.isZero()) {
            throw new IllegalArgumentException("commandTimeout must be more than zero but is " + commandTimeout);
        }
    }

    /** 50,000 base keys of 100 bytes, 2,000 ledger keys with 100 writes and 100 reads a second, 5 s for a command. */
    public static LoadConfig of(List<RedisURI> seeds) {
        return new LoadConfig(seeds, 50_000, 100, 2_000, 100, Duration.ofSeconds(5));
    }

    /** The same cluster by other nodes, which let the load in as the seeds do. */
    LoadConfig at(List<RedisURI> nodes) {
        List<RedisURI> others = nodes.stream()
                .map(node -> RedisURI.builder(seeds.get(0))
                        .withHost(node.getHost())
                        .withPort(node.getPort())
                        .build())
                .toList();
        return new LoadConfig(others, baseKeys, baseValueBytes, ledgerKeys, writesPerSecond, commandTimeout);
    }

    public LoadConfig withBaseKeys(int keys) {
        return new LoadConfig(seeds, keys, baseValueBytes, ledgerKeys, writesPerSecond, commandTimeout);
    }

    public LoadConfig withLedger(int keys, int perSecond) {
        return new LoadConfig(seeds, baseKeys, baseValueBytes, keys, perSecond, commandTimeout);
    }

    public LoadConfig withCommandTimeout(Duration timeout) {
        return new LoadConfig(seeds, baseKeys, baseValueBytes, ledgerKeys, writesPerSecond, timeout);
    }

    private static void atLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + " but is " + value);
        }
    }
}
