package io.slotwise.standalone.console.view;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Everything the console knows: a fold over {@link Change}s, of bounded size. */
public final class ConsoleState {
    private final Limits limits;
    private final Map<ClusterKey, ClusterView> clusters;
    private final Rejections rejections;

    private ConsoleState(Limits limits, Map<ClusterKey, ClusterView> clusters, Rejections rejections) {
        this.limits = limits;
        this.clusters = clusters;
        this.rejections = rejections;
    }

    public static ConsoleState empty(Limits limits) {
        return new ConsoleState(limits, Map.of(), Rejections.NONE);
    }

    /** This state with {@code change} in it. */
    public Step with(Change change) {
        return change.on(this);
    }

    /** The clusters to show, by name. */
    public List<ClusterView> clusters() {
        return clusters.values().stream().filter(ClusterView::isShown).toList();
    }

    public Rejections rejections() {
        return rejections;
    }

    public Limits limits() {
        return limits;
    }

    Step update(ClusterKey key, BiFunction<ClusterView, Limits, ClusterView.Outcome> change) {
        ClusterView before = clusters.getOrDefault(key, ClusterView.of(key));
        ClusterView.Outcome outcome = change.apply(before, limits);
        return with(outcome.view())
                .map(next -> new Step(next, update(before, outcome)))
                .orElseGet(() -> new Step(this, Optional.empty()));
    }

    private static Optional<Update> update(ClusterView before, ClusterView.Outcome outcome) {
        if (!outcome.view().isShown()) {
            return Optional.empty();
        }
        return before.isShown() ? outcome.update() : Optional.of(new Update.Appeared(outcome.view()));
    }

    /** The state with {@code view} in it, unless it is full of clusters that are shown. */
    private Optional<ConsoleState> with(ClusterView view) {
        Map<ClusterKey, ClusterView> next = copy();
        if (!next.containsKey(view.cluster()) && next.size() >= limits.clusters()) {
            Optional<ClusterKey> hidden = next.values().stream()
                    .filter(each -> !each.isShown())
                    .map(ClusterView::cluster)
                    .findFirst();
            if (hidden.isEmpty()) {
                return Optional.empty();
            }
            next.remove(hidden.get());
        }
        next.put(view.cluster(), view);
        return Optional.of(new ConsoleState(limits, next, rejections));
    }

    Step without(ClusterKey key) {
        Map<ClusterKey, ClusterView> next = copy();
        ClusterView gone = next.remove(key);
        boolean wasShown = gone != null && gone.isShown();
        return new Step(
                new ConsoleState(limits, next, rejections),
                wasShown ? Optional.of(new Update.Gone(key)) : Optional.empty());
    }

    Step reject(DeadLetter letter) {
        Rejections next = rejections.with(letter, limits);
        return new Step(new ConsoleState(limits, clusters, next), Optional.of(new Update.Rejected(next)));
    }

    private Map<ClusterKey, ClusterView> copy() {
        Map<ClusterKey, ClusterView> copy = new TreeMap<>(Comparator.comparing(ClusterKey::toString));
        copy.putAll(clusters);
        return copy;
    }
}
