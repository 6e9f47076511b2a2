package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import java.time.Instant;

/**
 * A change that is under way; it is remembered in the status before anything is done for it.
 *
 * @param kind what is done
 * @param since when it began; no two operations of a cluster share it
 * @param masters active masters when it is over
 * @param attempts jobs of it that have ended
 * @param pods the pods it is about
 */
public record Operation(Kind kind, Instant since, int masters, int attempts, Pods pods) {

    /**
     * The pods that an operation is about, each empty when it is about none.
     *
     * @param standby the empty master that takes slots
     * @param overloaded the master to relieve
     * @param drained the master to empty
     * @param firstDestination where most of its slots are likely to go
     * @param secondDestination where the second most go
     * @param updated the pod that is made anew
     */
    public record Pods(
            String standby,
            String overloaded,
            String drained,
            String firstDestination,
            String secondDestination,
            String updated) {
        public static final Pods NONE = new Pods("", "", "", "", "", "");

        static Pods resharding(String standby, String overloaded) {
            return new Pods(standby, overloaded, "", "", "", "");
        }

        static Pods draining(String drained, String firstDestination, String secondDestination) {
            return new Pods("", "", drained, firstDestination, secondDestination, "");
        }

        static Pods updating(String updated) {
            return new Pods("", "", "", "", "", updated);
        }
    }

    static Operation begin(Kind kind, Instant now, int masters, Pods pods) {
        return new Operation(kind, now, masters, 0, pods);
    }

    Operation withAttempts(int ended) {
        return new Operation(kind, since, masters, ended, pods);
    }

    /** Its identity, carried by its jobs. */
    public String id() {
        return since.toString();
    }

    /** A few words for people. */
    public String detail() {
        return switch (kind) {
            case BOOTSTRAP -> "forming " + masters + " masters";
            case RESHARD -> "to " + masters + " masters, slots move on to " + pods.standby();
            case DRAIN ->
                "to " + masters + " masters" + (pods.drained().isEmpty() ? "" : ", emptying " + pods.drained());
            case PROVISION_STANDBY -> "a standby beside " + masters + " masters";
            case SHRINK -> "pods that own no slots go";
            case CONFIGURE -> "settings, users and certificates without a restart";
            case UPDATE -> "pod " + pods.updated() + " is made anew";
            case HEAL -> "damage is repaired";
        };
    }

    /** Which try the next job is, from 1. */
    int nextAttempt() {
        return attempts + 1;
    }
}
