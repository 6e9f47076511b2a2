package io.slotwise.collector.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.slotwise.collector.metrics.ExportedField.Kind;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.Observation;
import io.slotwise.collector.reading.Report;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample.ClusterHealth;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every node's latest readings: CPU and memory percent, and all else under the redis exporter's names; and what they come
 * to for their cluster. A silent node has {@code redis_up} 0 and nothing else; a cluster that is gone has nothing.
 */
final class NodeMetrics implements MultiCollector {
    private final Latest latest;

    NodeMetrics(Latest latest) {
        this.latest = latest;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, Family> families = new LinkedHashMap<>();
        latest.all().forEach(observation -> observed(observation, families));
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        families.values().stream()
                .filter(family -> !family.isEmpty())
                .forEach(family -> snapshots.metricSnapshot(family.snapshot()));
        return snapshots.build();
    }

    private static void observed(Observation observation, Map<String, Family> families) {
        ClusterKey cluster = observation.sample().cluster();
        judged(cluster, observation.sample().health(), families);
        observation.sample().nodes().forEach(node -> percentages(cluster, node, families));
        observation.answers().forEach(answer -> answered(cluster, answer, families));
    }

    /** Of a cluster whose nodes are all silent there is nothing to judge. */
    private static void judged(ClusterKey cluster, ClusterHealth health, Map<String, Family> families) {
        if (health.state() == ClusterHealth.State.UNKNOWN) {
            return;
        }
        Labels labels = Labels.of("namespace", cluster.namespace(), "cluster", cluster.name());
        gauge(
                        families,
                        "slotwise_cluster_state",
                        "1 when every node whose word counts says that the cluster works, else 0")
                .add(labels, health.state() == ClusterHealth.State.OK ? 1 : 0);
        gauge(families, "slotwise_cluster_slots_assigned", "slots with an owner, by the node that knows of fewest")
                .add(labels, health.slotsAssigned());
    }

    private static void percentages(ClusterKey cluster, NodeSample node, Map<String, Family> families) {
        Labels labels = NodeLabels.of(cluster, node.pod(), node.host(), node.port());
        gauge(families, "redis_cluster_node_cpu_percent", "CPU of the main thread, percent of one core")
                .add(labels, node.load().cpuPercent());
        gauge(families, "redis_cluster_node_memory_percent", "used memory, percent of its limit")
                .add(labels, node.load().memoryPercent());
    }

    private static Family gauge(Map<String, Family> families, String name, String help) {
        return family(families, name, Kind.GAUGE, help);
    }

    private static void answered(ClusterKey cluster, NodeAnswer answer, Map<String, Family> families) {
        var endpoint = answer.endpoint();
        Labels labels = NodeLabels.of(cluster, endpoint.pod(), endpoint.host(), endpoint.port());
        family(families, "redis_up", Kind.GAUGE, "whether the node answered at the last tick")
                .add(labels, answer instanceof Full ? 1 : 0);
        if (answer instanceof Full full) {
            ExportedField.ALL.forEach(field -> family(families, field).add(labels, field.of(full)));
            keyspace(full.info(), labels, families);
            commands(full.info(), labels, families);
            instance(full.info(), labels, families);
        }
    }

    private static void keyspace(Report info, Labels labels, Map<String, Family> families) {
        Report db = info.parts("db0");
        Labels withDb = labels.add("db", "db0");
        family(families, "redis_db_keys", Kind.GAUGE, "keys held")
                .add(withDb, (double) db.count("keys").orElse(0));
        family(families, "redis_db_keys_expiring", Kind.GAUGE, "keys held that expire")
                .add(withDb, (double) db.count("expires").orElse(0));
    }

    private static void commands(Report info, Labels labels, Map<String, Family> families) {
        info.fields().keySet().stream()
                .filter(field -> field.startsWith("cmdstat_"))
                .sorted()
                .forEach(field -> {
                    Report stat = info.parts(field);
                    Labels withCommand = labels.add("cmd", field.substring("cmdstat_".length()));
                    stat.count("calls")
                            .ifPresent(calls -> family(families, "redis_commands", Kind.COUNTER, "calls of a command")
                                    .add(withCommand, (double) calls));
                    stat.count("usec")
                            .ifPresent(micros -> family(
                                            families,
                                            "redis_commands_duration_seconds",
                                            Kind.COUNTER,
                                            "time in a command")
                                    .add(withCommand, micros / 1e6));
                });
    }

    private static void instance(Report info, Labels labels, Map<String, Family> families) {
        Labels described = labels;
        for (String field : new String[] {"role", "redis_version", "redis_mode", "os", "maxmemory_policy"}) {
            described = described.add(field, info.text(field).orElse(""));
        }
        family(families, "redis_instance_info", Kind.GAUGE, "what the node is; always 1")
                .add(described, 1);
    }

    private static Family family(Map<String, Family> families, ExportedField field) {
        return family(families, field.metric(), field.kind(), field.field() + " of " + field.report());
    }

    private static Family family(Map<String, Family> families, String name, Kind kind, String help) {
        return families.computeIfAbsent(name, absent -> new Family(name, kind, help));
    }
}
