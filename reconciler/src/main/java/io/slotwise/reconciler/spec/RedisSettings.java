package io.slotwise.reconciler.spec;

import io.slotwise.model.crd.Persistence;
import io.slotwise.model.crd.Preset;
import io.slotwise.model.crd.RedisClusterSpec;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of Redis that a spec asks for. What is said of one setting goes before a preset. */
final class RedisSettings {
    private static final Map<Preset, Map<String, String>> PRESETS = Map.of(
            // Work for clients first: what can wait is done by other threads, and files grow larger between rewrites.
            Preset.throughput,
            Map.of(
                    "auto-aof-rewrite-min-size", "256mb",
                    "lazyfree-lazy-eviction", "yes",
                    "lazyfree-lazy-expire", "yes",
                    "lazyfree-lazy-server-del", "yes",
                    "no-appendfsync-on-rewrite", "yes",
                    "repl-backlog-size", "64mb"),
            // No pauses: nothing large is freed or forked for while clients wait, and pauses are recorded.
            Preset.latency,
            Map.of(
                    "hz", "50",
                    "latency-monitor-threshold", "10",
                    "lazyfree-lazy-eviction", "yes",
                    "lazyfree-lazy-expire", "yes",
                    "lazyfree-lazy-server-del", "yes",
                    "lazyfree-lazy-user-del", "yes",
                    "no-appendfsync-on-rewrite", "yes",
                    "replica-lazy-flush", "yes",
                    "save", "\"\""),
            // Fewer bytes: denser lists and sets, smaller files, at the price of CPU.
            Preset.cost,
            Map.of(
                    "auto-aof-rewrite-percentage", "50",
                    "list-compress-depth", "1",
                    "set-max-intset-entries", "2048"));

    private RedisSettings() {}

    static NavigableMap<String, String> of(RedisClusterSpec spec) {
        NavigableMap<String, String> lines = new TreeMap<>();
        Optional.ofNullable(spec.preset()).map(PRESETS::get).ifPresent(lines::putAll);
        Optional.ofNullable(spec.persistence()).ifPresent(files -> lines.putAll(persistence(files)));
        MemoryBound.bytes(spec).ifPresent(bytes -> lines.put("maxmemory", bytes));
        Optional.ofNullable(spec.maxmemoryPolicy()).ifPresent(policy -> lines.put("maxmemory-policy", policy));
        lines.putAll(spec.redisConfig());
        return lines;
    }

    private static Map<String, String> persistence(Persistence files) {
        Map<String, String> lines = new TreeMap<>();
        lines.put("appendonly", files.appendonly() ? "yes" : "no");
        lines.put("appendfsync", files.appendfsync().name());
        Optional.ofNullable(files.save()).ifPresent(save -> lines.put("save", save.isBlank() ? "\"\"" : save));
        return lines;
    }
}
