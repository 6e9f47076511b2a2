package io.slotwise.standalone.console.view;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;

/** One thing the console learned from a topic. */
public sealed interface Change {
    /** The console's state with this in it, and what browsers must hear of it. */
    Step on(ConsoleState state);

    /** The reconciler told of a cluster. */
    record Described(ClusterRecord record) implements Change {
        @Override
        public Step on(ConsoleState state) {
            return state.update(record.cluster(), (cluster, limits) -> cluster.described(record, limits));
        }
    }

    /** A cluster is gone. */
    record Removed(ClusterKey cluster) implements Change {
        @Override
        public Step on(ConsoleState state) {
            return state.without(cluster);
        }
    }

    /** The collector measured a cluster. */
    record Sampled(Sample sample) implements Change {
        @Override
        public Step on(ConsoleState state) {
            return state.update(sample.cluster(), (cluster, limits) -> cluster.sampled(sample, limits));
        }
    }

    /** The decision core judged a sample. */
    record Decided(Decision decision) implements Change {
        @Override
        public Step on(ConsoleState state) {
            return state.update(decision.cluster(), (cluster, limits) -> cluster.decided(decision, limits));
        }
    }

    /** A number of masters is wished for. */
    record Intended(Intent intent) implements Change {
        @Override
        public Step on(ConsoleState state) {
            return state.update(intent.cluster(), (cluster, limits) -> cluster.intended(intent));
        }
    }

    /** A job told how far it is. */
    record Reported(JobEvent event) implements Change {
        @Override
        public Step on(ConsoleState state) {
            return state.update(event.cluster(), (cluster, limits) -> cluster.reported(event, limits));
        }
    }

    /** A record could not be read, by the console or by another part. */
    record SetAside(DeadLetter letter) implements Change {
        @Override
        public Step on(ConsoleState state) {
            return state.reject(letter);
        }
    }
}
