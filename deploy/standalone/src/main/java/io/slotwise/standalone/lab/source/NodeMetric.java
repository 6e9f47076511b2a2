package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;

/** What is asked of each node; the names are those under which the collector exports them. */
enum NodeMetric {
    UP("redis_up"),
    CPU_PERCENT("redis_cluster_node_cpu_percent"),
    MEMORY_PERCENT("redis_cluster_node_memory_percent"),
    USED_BYTES("redis_memory_used_bytes"),
    LIMIT_BYTES("redis_memory_max_bytes"),
    KEYS("redis_db_keys"),
    IS_MASTER("redis_instance_info", ",role=\"master\""),
    CLUSTER_SIZE("redis_cluster_size"),
    CLUSTER_STATE("redis_cluster_state", ",pod!=\"\""),
    SLOTS_ASSIGNED("redis_cluster_slots_assigned", ",pod!=\"\"");

    private final String name;
    private final String selector;

    NodeMetric(String name) {
        this(name, "");
    }

    NodeMetric(String name, String selector) {
        this.name = name;
        this.selector = selector;
    }

    /** PromQL with one series for each pod. */
    String query(ClusterKey cluster) {
        return "max by (pod) (" + name + "{namespace=\"" + quoted(cluster.namespace()) + "\",cluster=\""
                + quoted(cluster.name()) + "\"" + selector + "})";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
