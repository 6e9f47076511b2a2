package io.slotwise.reconciler.objects;

import io.slotwise.reconciler.spec.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of {@code redis.conf}. */
final class RedisConf {
    private RedisConf() {}

    static Map<String, String> lines(Settings settings) {
        Map<String, String> lines = new LinkedHashMap<>(defaults());
        lines.putAll(settings.redisConfig());
        return lines;
    }

    /** The lines that a pod takes in only when it starts. */
    static String readAtStart(Settings settings) {
        return lines(settings).entrySet().stream()
                .filter(line -> !LiveConfiguration.isLive(line.getKey()))
                .map(line -> line.getKey() + " " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    static String text(Settings settings) {
        return lines(settings).entrySet().stream()
                .map(line -> line.getKey() + " " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> defaults() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("port", Integer.toString(Names.REDIS_PORT));
        lines.put("cluster-enabled", "yes");
        lines.put("cluster-config-file", "nodes.conf");
        lines.put("cluster-node-timeout", "5000");
        // A master that gives its last slot away must stay a master: it is the next standby.
        lines.put("cluster-allow-replica-migration", "no");
        lines.put("appendonly", "yes");
        // There is no password to protect with yet, and clients come from other pods.
        lines.put("protected-mode", "no");
        // Replicas of a new standby are there at once instead of after 5 s.
        lines.put("repl-diskless-sync-delay", "0");
        return lines;
    }
}
