package io.slotwise.job.configure;

import io.slotwise.job.redis.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far the nodes of one cluster are. */
public final class Configuring {
    private final Configuration wanted;
    private final NodeSetup setup;
    private List<Address> left;
    private String holdUp = "it did not get that far";

    public Configuring(List<Address> nodes, Configuration wanted, NodeSetup setup) {
        this.wanted = wanted;
        this.setup = setup;
        this.left = List.copyOf(nodes);
    }

    /** Tries every node that is not done yet; says why one will not have it, if one does not. */
    public Optional<String> attempt() {
        List<Address> undone = new ArrayList<>();
        for (Address node : left) {
            Result result = setup.apply(node, wanted);
            if (result instanceof Result.Refused refused) {
                return Optional.of(refused.sentence());
            }
            if (result instanceof Result.NotYet notYet) {
                holdUp = notYet.problem();
                undone.add(node);
            }
        }
        left = List.copyOf(undone);
        return Optional.empty();
    }

    public boolean isDone() {
        return left.isEmpty();
    }

    /** What the last node that is not done waits for. */
    public String holdUp() {
        return holdUp;
    }
}
