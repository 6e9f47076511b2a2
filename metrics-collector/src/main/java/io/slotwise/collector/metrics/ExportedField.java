package io.slotwise.collector.metrics;

import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.Report;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A field of {@code INFO} or {@code CLUSTER INFO} and the name under which the redis exporter shows it.
 *
 * @param report where it stands
 * @param field its name there
 * @param kind whether it only grows
 * @param metric its name in Prometheus, a counter's without {@code _total}
 */
record ExportedField(Section report, String field, Kind kind, String metric) {
    /** Which answer a field stands in. */
    enum Section {
        INFO,
        CLUSTER_INFO
    }

    /** Whether a value only grows. */
    enum Kind {
        GAUGE,
        COUNTER
    }

    private static final String INFO_GAUGES = """
            uptime_in_seconds uptime_in_seconds
            connected_clients connected_clients
            blocked_clients blocked_clients
            tracking_clients tracking_clients
            maxclients max_clients
            client_recent_max_output_buffer client_recent_max_output_buffer_bytes
            client_recent_max_input_buffer client_recent_max_input_buffer_bytes
            used_memory memory_used_bytes
            used_memory_rss memory_used_rss_bytes
            used_memory_peak memory_used_peak_bytes
            used_memory_overhead memory_used_overhead_bytes
            used_memory_startup memory_used_startup_bytes
            used_memory_dataset memory_used_dataset_bytes
            used_memory_lua memory_used_lua_bytes
            used_memory_scripts memory_used_scripts_bytes
            maxmemory memory_max_bytes
            mem_fragmentation_ratio mem_fragmentation_ratio
            mem_fragmentation_bytes mem_fragmentation_bytes
            mem_clients_slaves mem_clients_slaves
            mem_clients_normal mem_clients_normal
            allocator_active allocator_active_bytes
            allocator_allocated allocator_allocated_bytes
            allocator_resident allocator_resident_bytes
            active_defrag_running active_defrag_running
            lazyfree_pending_objects lazyfree_pending_objects
            loading loading_dump_file
            rdb_changes_since_last_save rdb_changes_since_last_save
            rdb_bgsave_in_progress rdb_bgsave_in_progress
            rdb_last_save_time rdb_last_save_timestamp_seconds
            rdb_last_bgsave_status rdb_last_bgsave_status
            rdb_last_bgsave_time_sec rdb_last_bgsave_duration_sec
            rdb_current_bgsave_time_sec rdb_current_bgsave_duration_sec
            rdb_last_cow_size rdb_last_cow_size_bytes
            aof_enabled aof_enabled
            aof_rewrite_in_progress aof_rewrite_in_progress
            aof_rewrite_scheduled aof_rewrite_scheduled
            aof_last_bgrewrite_status aof_last_bgrewrite_status
            aof_last_write_status aof_last_write_status
            aof_last_rewrite_time_sec aof_last_rewrite_duration_sec
            aof_current_rewrite_time_sec aof_current_rewrite_duration_sec
            aof_last_cow_size aof_last_cow_size_bytes
            aof_current_size aof_current_size_bytes
            aof_base_size aof_base_size_bytes
            instantaneous_ops_per_sec instantaneous_ops_per_sec
            pubsub_channels pubsub_channels
            pubsub_patterns pubsub_patterns
            latest_fork_usec latest_fork_usec
            migrate_cached_sockets migrate_cached_sockets
            connected_slaves connected_slaves
            master_link_status master_link_up
            master_last_io_seconds_ago master_last_io_seconds_ago
            master_sync_in_progress master_sync_in_progress
            master_repl_offset master_repl_offset
            slave_repl_offset slave_repl_offset
            slave_priority slave_priority
            repl_backlog_active replication_backlog_is_active
            repl_backlog_size replication_backlog_bytes
            repl_backlog_histlen replication_backlog_history_bytes
            sync_full replica_resyncs_full
            sync_partial_ok replica_partial_resync_accepted
            sync_partial_err replica_partial_resync_denied
            cluster_enabled cluster_enabled
            """;

    private static final String INFO_COUNTERS = """
            total_connections_received connections_received
            rejected_connections rejected_connections
            total_commands_processed commands_processed
            total_net_input_bytes net_input_bytes
            total_net_output_bytes net_output_bytes
            expired_keys expired_keys
            expired_time_cap_reached_count expired_time_cap_reached
            evicted_keys evicted_keys
            keyspace_hits keyspace_hits
            keyspace_misses keyspace_misses
            used_cpu_sys cpu_sys_seconds
            used_cpu_user cpu_user_seconds
            used_cpu_sys_children cpu_sys_children_seconds
            used_cpu_user_children cpu_user_children_seconds
            used_cpu_sys_main_thread cpu_sys_main_thread_seconds
            used_cpu_user_main_thread cpu_user_main_thread_seconds
            """;

    private static final String CLUSTER_GAUGES = """
            cluster_state cluster_state
            cluster_slots_assigned cluster_slots_assigned
            cluster_slots_ok cluster_slots_ok
            cluster_slots_pfail cluster_slots_pfail
            cluster_slots_fail cluster_slots_fail
            cluster_known_nodes cluster_known_nodes
            cluster_size cluster_size
            cluster_current_epoch cluster_current_epoch
            cluster_my_epoch cluster_my_epoch
            """;

    private static final String CLUSTER_COUNTERS = """
            cluster_stats_messages_sent cluster_messages_sent
            cluster_stats_messages_received cluster_messages_received
            """;

    static final List<ExportedField> ALL = Stream.of(
                    fields(Section.INFO, Kind.GAUGE, INFO_GAUGES),
                    fields(Section.INFO, Kind.COUNTER, INFO_COUNTERS),
                    fields(Section.CLUSTER_INFO, Kind.GAUGE, CLUSTER_GAUGES),
                    fields(Section.CLUSTER_INFO, Kind.COUNTER, CLUSTER_COUNTERS))
            .flatMap(fields -> fields)
            .toList();

    private static Stream<ExportedField> fields(Section report, Kind kind, String table) {
        return table.lines()
                .map(line -> line.split(" ", -1))
                .map(words -> new ExportedField(report, words[0], kind, "redis_" + words[1]));
    }

    /** The field's value; Redis' good words ({@code ok}, {@code up}) are 1 and its bad ones 0. */
    OptionalDouble of(Full answer) {
        Report told = report == Section.INFO ? answer.info() : answer.cluster();
        return switch (told.text(field).orElse("")) {
            case "ok", "up" -> OptionalDouble.of(1);
            case "fail", "err", "down" -> OptionalDouble.of(0);
            default -> told.number(field);
        };
    }
}
