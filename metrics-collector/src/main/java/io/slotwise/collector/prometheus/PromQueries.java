package io.slotwise.collector.prometheus;

import io.slotwise.model.ClusterKey;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The PromQL that is asked for each metric. {@code $namespace} and {@code $pods} (a regular expression of all pod names)
 * are filled in; the answer must have a label {@code pod}.
 *
 * @param templates by metric
 */
public record PromQueries(Map<Metric, String> templates) {
    /** What Prometheus is asked for. */
    public enum Metric {
        /** CPU in percent of one core: the redis exporter's main thread, else the container of cAdvisor. */
        CPU_PERCENT("100 * (max by (pod) (rate(redis_cpu_sys_main_thread_seconds_total{SELECTOR}[2m]))"
                + " + max by (pod) (rate(redis_cpu_user_main_thread_seconds_total{SELECTOR}[2m])))"
                + " or 100 * max by (pod) (rate(container_cpu_usage_seconds_total"
                + "{SELECTOR,container!=\"\",container!=\"POD\"}[2m]))"),

        /** Memory limit in bytes: {@code maxmemory}, else the container's by cAdvisor or kube-state-metrics. */
        MEMORY_LIMIT_BYTES("max by (pod) (redis_memory_max_bytes{SELECTOR} > 0)"
                + " or max by (pod) (container_spec_memory_limit_bytes"
                + "{SELECTOR,container!=\"\",container!=\"POD\"} > 0)"
                + " or max by (pod) (kube_pod_container_resource_limits{SELECTOR,resource=\"memory\"})");

        private final String byDefault;

        Metric(String byDefault) {
            this.byDefault = byDefault.replace("SELECTOR", "namespace=\"$namespace\",pod=~\"$pods\"");
        }
    }

    public PromQueries {
        Map<Metric, String> all = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            all.put(metric, templates.getOrDefault(metric, metric.byDefault));
        }
        templates = Map.copyOf(all);
    }

    /** Queries that work with the redis exporter, cAdvisor and kube-state-metrics. */
    public static PromQueries defaults() {
        return new PromQueries(Map.of());
    }

    String query(Metric metric, ClusterKey cluster, Collection<String> pods) {
        String anyPod = pods.stream().map(PromQueries::literally).collect(Collectors.joining("|"));
        return templates
                .getOrDefault(metric, metric.byDefault)
                .replace("$namespace", quoted(cluster.namespace()))
                .replace("$pods", quoted(anyPod));
    }

    /** The text as a regular expression that matches just it. */
    private static String literally(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]", "\\\\$0");
    }

    /** The text as it stands between the quotes of a PromQL string. */
    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
