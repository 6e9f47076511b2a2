package io.slotwise.job.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Mends what can be mended without guessing: slots left open, replicas without a master, dead nodes in the tables. */
final class HealPlan {
    private final ClusterView view;

    private HealPlan(ClusterView view) {
        this.view = view;
    }

    static Step next(ClusterView view) {
        HealPlan plan = new HealPlan(view);
        return Stages.first(
                () -> ServerMigration.cancelled(view),
                plan::deadOwner,
                () -> Reachability.step(view, silent -> false),
                () -> Addresses.step(view),
                () -> Membership.required(view, view.live()),
                () -> Strangers.step(view, view.live()),
                () -> OpenSlots.unclaimed(view),
                () -> Agreement.step(view.live()),
                () -> Succession.step(view),
                () -> OpenSlots.step(view),
                () -> Coverage.step(view),
                () -> StrayReplicas.step(view),
                () -> Strangers.strike(view, view.live()),
                () -> StrayReplicas.even(view),
                () -> Arrangement.inSync(view.live()),
                () -> Agreement.healthy(view.live()),
                () -> Stranded.measured(view));
    }

    /** A master that is away with its slots: which copy counts is not for a job to say. */
    private Optional<Step> deadOwner() {
        return view.silent().stream()
                .filter(silent -> !Reachability.slotsOf(view, silent)
                        .minus(view.covered())
                        .isEmpty())
                .findFirst()
                .map(silent -> new Step.Wait(sentence(silent), Step.Limit.PATIENCE));
    }

    private String sentence(SilentNode silent) {
        String who = silent.pod() + " does not answer and owns "
                + Reachability.slotsOf(view, silent).minus(view.covered()).size()
                + " slots that nobody else has; bring it back";
        List<String> ids = Reachability.entriesOf(view, silent)
                .map(entry -> entry.id())
                .distinct()
                .toList();
        String copies = view.live().stream()
                .filter(node -> node.self().masterId().filter(ids::contains).isPresent())
                .map(LiveNode::pod)
                .collect(Collectors.joining(", "));
        return copies.isEmpty()
                ? who + ": no replica of it answers, so its data may exist nowhere else"
                : who + ", or say CLUSTER FAILOVER TAKEOVER to its replica (" + copies
                        + ") if what the master had not replicated may be lost";
    }
}
