package io.slotwise.reconciler.plan;

import io.slotwise.model.JobEvent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import java.time.Duration;
import java.util.List;

/** The next single thing to do. After each, what is there is looked at anew. */
public sealed interface Step {
    /** Create the object, or make it what it should be. */
    record Apply(ObjectRef object) implements Step {}

    /** Delete an object of ours that is not wanted any more. */
    record Remove(ObjectRef object) implements Step {}

    /** Set a pod's label {@code role}. */
    record Label(String pod, NodeSample.Role role) implements Step {}

    /** Ask the StatefulSet for so many pods. */
    record Scale(int pods, Reason reason, String sentence) implements Step {}

    /** Delete the pod, so that the StatefulSet makes it anew. */
    record DeletePod(String pod, Reason reason, String sentence) implements Step {}

    /** Create the Job. */
    record StartJob(Operation operation, JobEvent.Kind kind, List<String> arguments) implements Step {
        public StartJob {
            arguments = List.copyOf(arguments);
        }

        /** Which try of its operation it is, from 1. */
        public int attempt() {
            return operation.nextAttempt();
        }
    }

    /** Delete the Job, and its pods. */
    record DeleteJob(JobEvent.Kind kind) implements Step {}

    /** Write down what is so from now on. */
    record Remember(Memory memory, Reason reason, String sentence) implements Step {}

    /** Nothing can be done now; look again after that time if nothing happens before. */
    record Wait(Reason reason, String sentence, Duration recheck) implements Step {}

    /**
     * Everything is as it is wanted, as far as that is ours to do.
     *
     * @param reason what is left for a person, else {@link Reason#SETTLED}
     * @param sentence what a person should do
     */
    record Done(Reason reason, String sentence) implements Step {
        Done() {
            this(Reason.SETTLED, Reason.SETTLED.text());
        }
    }
}
