package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Optional;

/**
 * Copies at a master that took over from the destination they were meant for, whether or not the run that copied them was
 * killed as well. It does not know that it imports, and the next plan may lead elsewhere; then nobody would ever look for
 * them, and a key that is deleted meanwhile would come back with them when the slot goes there one day. So the slot is opened
 * there, and goes there.
 */
final class Stranded {
    private Stranded() {}

    /** Opens slots of which stranded copies were found, those of one owner at one node at a time. */
    static Optional<Step> step(ClusterView view) {
        return view.masters().flatMap(node -> opening(view, node).stream()).findFirst();
    }

    private static Optional<Step> opening(ClusterView view, LiveNode node) {
        SlotSet stranded = copies(view, node).minus(node.slots()).minus(view.open());
        return view.actives().stream()
                .filter(owner -> !owner.slots().intersection(stranded).isEmpty())
                .findFirst()
                .map(owner ->
                        new Step.Reopen(node.ref(), owner.ref(), owner.slots().intersection(stranded)));
    }

    private static SlotSet copies(ClusterView view, LiveNode node) {
        return view.keys()
                .map(keys -> keys.strays().copies().getOrDefault(node.id(), SlotSet.EMPTY))
                .orElse(SlotSet.EMPTY);
    }

    /** The same for a job that measures for nothing else. */
    static Optional<Step> measured(ClusterView view) {
        return view.keys().isPresent() ? step(view) : Optional.of(new Step.Measure());
    }

    /** What there is to say of keys that no client can reach, in sentences. */
    static List<String> sentences(ClusterView view) {
        return view.masters()
                .filter(node -> !copies(view, node).isEmpty())
                .map(node -> node.pod() + " holds copies of slots " + copies(view, node)
                        + " that it does not own, left by a move that was cut off; run heal")
                .toList();
    }

    /** The same of keys of which nobody knows where they come from. */
    static List<String> unmarked(ClusterView view) {
        StrayKeys strays = view.keys().map(SlotKeys::strays).orElse(StrayKeys.NONE);
        return view.masters()
                .filter(node -> strays.unmarked().containsKey(node.id()))
                .map(node -> node.pod() + " holds keys of slots "
                        + strays.unmarked().get(node.id())
                        + " that it does not own, and no client sees them; if they do"
                        + " not go by themselves and are wanted, say CLUSTER SETSLOT n IMPORTING OWNER-ID to it for each"
                        + " slot and run heal: the slot goes there, and where both have a key its owner's counts")
                .toList();
    }
}
