package io.slotwise.job.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A reshard from what is there: mend what is open, level on to the receiver, see that all agree. */
final class ReshardPlan {
    private final Goal.Reshard goal;
    private final ClusterView view;

    private ReshardPlan(Goal.Reshard goal, ClusterView view) {
        this.goal = goal;
        this.view = view;
    }

    static Step next(Goal.Reshard goal, ClusterView view) {
        ReshardPlan plan = new ReshardPlan(goal, view);
        return MovePlan.next(view, plan::level);
    }

    private Optional<Step> level() {
        Optional<LiveNode> receiver = view.shardOf(goal.to());
        if (receiver.isEmpty()) {
            return Optional.of(new Step.Refuse("--to " + goal.to()
                    + " is neither a master nor a replica of one that was named; name it with --node"));
        }
        if (view.keys().isEmpty()) {
            return Optional.of(new Step.Measure());
        }
        return MovePlan.step(view, moves(receiver.get()));
    }

    private List<Move> moves(LiveNode receiver) {
        SlotWeights weights = SlotWeights.of(view.keys().orElseThrow());
        List<LiveNode> givers =
                view.actives().stream().filter(node -> !node.equals(receiver)).toList();
        double received = weights.of(receiver.slots());
        Map<String, Double> cpu = cpuByMaster(givers);
        if (cpu.isEmpty()) {
            return Levelling.moves(
                    receiver.ref(),
                    received,
                    givers.stream()
                            .map(node -> giver(node, new Load(weights.of(node.slots()), 1)))
                            .toList(),
                    weights);
        }
        double level = CpuLevel.of(
                givers.stream()
                        .map(node -> new CpuLevel.Giver(cpu(cpu, node), weights.of(node.slots())))
                        .toList(),
                received);
        double carried = givers.stream()
                .mapToDouble(node -> Math.max(0, cpu(cpu, node) - level))
                .sum();
        return Levelling.moves(
                receiver.ref(),
                carried,
                givers.stream()
                        .map(node -> giver(node, loadAt(level, cpu(cpu, node), weights.of(node.slots()))))
                        .toList(),
                weights);
    }

    private static Levelling.Giver giver(LiveNode node, Load load) {
        return new Levelling.Giver(node.ref(), node.slots(), load);
    }

    private static Load loadAt(double level, double cpu, double weight) {
        double now = Math.min(cpu, level);
        return new Load(now, now / weight);
    }

    private static double cpu(Map<String, Double> byMaster, LiveNode node) {
        return byMaster.getOrDefault(node.id(), 1.0);
    }

    /**
     * CPU by master id, at least 1 %, so that an idle master's slots still weigh something. A master without a figure
     * counts as the mean of the others, the one to relieve as no less than the highest. Empty without any figure.
     */
    private Map<String, Double> cpuByMaster(List<LiveNode> givers) {
        Map<String, Double> given = new HashMap<>();
        goal.cpuPercent()
                .forEach((pod, percent) -> view.shardOf(pod)
                        .filter(givers::contains)
                        .ifPresent(master -> given.merge(master.id(), Math.max(1.0, percent), Math::max)));
        OptionalDouble mean =
                given.values().stream().mapToDouble(Double::doubleValue).average();
        if (mean.isEmpty()) {
            return given;
        }
        Map<String, Double> all = givers.stream()
                .collect(Collectors.toMap(LiveNode::id, node -> given.getOrDefault(node.id(), mean.getAsDouble())));
        double highest =
                all.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        goal.relieve()
                .flatMap(view::shardOf)
                .filter(givers::contains)
                .ifPresent(master -> all.put(master.id(), highest));
        return all;
    }
}
