package io.slotwise.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the reconciler tells the other parts about one cluster: topic {@code slotwise.clusters}, the latest one counts.
 *
 * @param cluster which cluster
 * @param at when the reconciler saw it so
 * @param generation {@code metadata.generation} of the {@code RedisCluster}
 * @param masters wanted active masters, the standby not counted
 * @param replicasPerMaster wanted replicas of each master
 * @param policy the scaling rules
 * @param endpoints where its Redis nodes listen
 * @param phase how far the cluster's life has come
 * @param operation what is being done to the cluster now
 * @param lastScaleTime when the last scaling began
 */
public record ClusterRecord(
        ClusterKey cluster,
        Instant at,
        long generation,
        int masters,
        int replicasPerMaster,
        Policy policy,
        List<Endpoint> endpoints,
        Phase phase,
        Optional<Operation> operation,
        Optional<Instant> lastScaleTime) {

    /** How far a cluster's life has come. */
    public enum Phase {
        /** Pods or the first bootstrap are still to come; there is nothing to observe for sure. */
        FORMING,
        /** The cluster was bootstrapped once. */
        INITIALIZED
    }

    /**
     * One pod's Redis.
     *
     * @param pod pod name
     * @param host address that clients reach
     * @param port client port
     */
    public record Endpoint(String pod, String host, int port) {
        public Endpoint {
            Checks.notBlank("pod", pod);
            Checks.notBlank("host", host);
            Checks.within("port", 1, 65535, port);
        }
    }

    /**
     * A change that is under way; nothing else may begin until it is gone.
     *
     * @param kind what is done
     * @param since when it began
     * @param detail a few words for people, such as the job's name
     * @param correlation follows it through all parts; absent in records from before there was one
     */
    public record Operation(Kind kind, Instant since, String detail, Optional<String> correlation) {
        /** An operation that nothing is known to have led to. */
        public Operation(Kind kind, Instant since, String detail) {
            this(kind, since, detail, Optional.empty());
        }

        /** What is done to the cluster. */
        public enum Kind {
            BOOTSTRAP,
            RESHARD,
            DRAIN,
            PROVISION_STANDBY,
            SHRINK,
            CONFIGURE,
            UPDATE,
            HEAL
        }
    }

    public ClusterRecord {
        Checks.atLeast("masters", 1, masters);
        Checks.atLeast("replicasPerMaster", 0, replicasPerMaster);
        endpoints = List.copyOf(endpoints);
    }
}
