package io.slotwise.reconciler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several reconcilers works: the one that holds a Lease. The others wait. One that loses it makes no change any
 * more and has to be started again.
 */
final class Leadership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW_LIMIT = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private CompletableFuture<?> election = new CompletableFuture<>();

    /** Whose turn it is. */
    enum State {
        WAITING,
        LEADING,
        LOST
    }

    /** Leads from now on, without asking anybody. */
    void assume() {
        state.set(State.LEADING);
    }

    /**
     * Asks for the Lease, for as long as it takes, and keeps it.
     *
     * @param begin is run once it is held
     * @param lost is run when it is held no longer, other than by {@link #close}
     */
    void seek(KubernetesClient client, ReconcilerConfig.Seat seat, Runnable begin, Runnable lost) {
        LeaderCallbacks callbacks = new LeaderCallbacks(
                () -> {
                    state.set(State.LEADING);
                    LOG.atInfo().addKeyValue("identity", seat.identity()).log("Leading");
                    begin.run();
                },
                () -> {
                    if (state.getAndSet(State.LOST) == State.LEADING) {
                        LOG.atError().addKeyValue("identity", seat.identity()).log("The lease is lost");
                        lost.run();
                    }
                },
                leader -> LOG.atInfo().addKeyValue("leader", leader).log("Who leads"));
        election = client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("slotwise-reconciler")
                        .withLock(new LeaseLock(seat.namespace(), seat.lease(), seat.identity()))
                        .withLeaseDuration(LEASE)
                        .withRenewDeadline(RENEW_LIMIT)
                        .withRetryPeriod(RETRY)
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(callbacks)
                        .build())
                .build()
                .start();
    }

    boolean isLeading() {
        return state.get() == State.LEADING;
    }

    /** Why only a restart can help; empty otherwise. */
    boolean isLost() {
        return state.get() == State.LOST;
    }

    /** Hands the Lease back, so that another begins at once. */
    @Override
    public void close() {
        state.compareAndSet(State.WAITING, State.LOST);
        state.compareAndSet(State.LEADING, State.WAITING);
        election.cancel(true);
    }
}
