package io.slotwise.bench.data;

import io.slotwise.bench.resp.Answer;
import io.slotwise.bench.resp.HashSlot;
import io.slotwise.bench.resp.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Fills a cluster with a data set. Batches go to all nodes in turn; a node's answers are read one batch later. */
public final class Loader {
    private static final int FLUSH_BYTES = 1 << 15;

    private Loader() {}

    /** The commands on their way to one node. */
    private static final class Lane implements AutoCloseable {
        private final Wire wire;
        private int gathered;
        private int sent;

        private Lane(Wire wire) {
            this.wire = wire;
        }

        void add(List<String> command) throws IOException {
            gathered++;
            if (wire.gather(command) >= FLUSH_BYTES) {
                turn();
            }
        }

        void turn() throws IOException {
            wire.flush();
            await(sent);
            sent = gathered;
            gathered = 0;
        }

        private void await(int answers) throws IOException {
            for (int i = 0; i < answers; i++) {
                if (wire.receive() instanceof Answer.Failure failure) {
                    throw new IllegalStateException("Redis refused to load a key: " + failure.sentence());
                }
            }
        }

        void finish() throws IOException {
            turn();
            turn();
        }

        @Override
        public void close() {
            wire.close();
        }
    }

    /**
     * Creates every key.
     *
     * @param owner the address of the master that owns a slot
     * @throws IllegalStateException with Redis' words when it refuses one
     */
    public static void load(DataSet data, IntFunction<String> owner) {
        Map<String, Lane> lanes = new HashMap<>();
        try {
            for (int index = 0; index < data.keys(); index++) {
                lane(lanes, owner.apply(HashSlot.of(DataSet.key(index)))).add(data.create(index));
            }
            for (Lane lane : lanes.values()) {
                lane.finish();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load " + data.label(), e);
        } finally {
            lanes.values().forEach(Lane::close);
        }
    }

    private static Lane lane(Map<String, Lane> lanes, String address) throws IOException {
        Lane known = lanes.get(address);
        if (known != null) {
            return known;
        }
        Lane lane = new Lane(Wire.open(address));
        lanes.put(address, lane);
        return lane;
    }
}
