package io.slotwise.job;

import java.util.Random;

/** How a slot goes from one {@link ModelNode} to another: in {@link #PARTS} commands, between which anything may happen. */
final class ModelMove {
    static final int PARTS = 5;

    private final Random random;
    private boolean copying;
    private boolean touched;

    ModelMove(Random random) {
        this.random = random;
    }

    /** A client has changed a key of a slot at its source: what was watched there is no longer what was copied. */
    void touch() {
        touched = true;
    }

    /** A slot without copies goes one of two roads; one that is open already is finished with MIGRATE. */
    void take(int part, ModelNode from, ModelNode to, int slot) {
        ModelCluster.check(to.isMaster(), to.pod + " cannot import " + slot);
        boolean handedOver = to.slots.get(slot);
        ModelCluster.check(from.isMaster() && (handedOver || from.slots.get(slot)), from.pod + " does not own " + slot);
        switch (part) {
            case 0 -> {
                ModelCluster.check(!handedOver, to.pod + " owns " + slot);
                copying = !from.migrating.containsKey(slot) && !to.importing.containsKey(slot) && random.nextBoolean();
                touched = false;
                to.importing.put(slot, from.id);
                lookAtLeftovers(from, to, slot);
            }
            case 1 -> {
                if (copying) {
                    to.copies.put(slot, from.mark());
                } else {
                    to.copies.put(slot, ModelNode.LET_GO);
                    if (random.nextBoolean()) {
                        from.migrating.put(slot, to.id);
                    }
                }
            }
            case 2 -> {
                from.migrating.put(slot, to.id);
                int keys = from.keys.getOrDefault(slot, 0);
                carry(from, to, slot, copying && !touched ? keys : (keys + 1) / 2);
                if (copying) {
                    to.arrived.add(slot);
                    to.copies.put(slot, random.nextBoolean() ? ModelNode.LET_GO : from.mark());
                }
            }
            case 3 -> {
                carry(from, to, slot, from.keys.getOrDefault(slot, 0));
                to.copies.remove(slot);
                to.arrived.remove(slot);
                to.importing.remove(slot);
                from.slots.clear(slot);
                to.slots.set(slot);
            }
            default -> from.migrating.remove(slot);
        }
    }

    /** Copies that the very source has not let go of are thrown away; others count as keys that had moved. */
    private static void lookAtLeftovers(ModelNode from, ModelNode to, int slot) {
        if (from.mark().equals(to.copies.get(slot)) && !from.migrating.containsKey(slot)) {
            ModelCluster.check(!to.arrived.contains(slot), "copies of a slot that was let go of are thrown away");
            to.copies.remove(slot);
        }
    }

    private static void carry(ModelNode from, ModelNode to, int slot, int count) {
        if (count > 0) {
            from.keys.merge(slot, -count, Integer::sum);
            from.keys.remove(slot, 0);
            to.keys.merge(slot, count, Integer::sum);
        }
    }
}
