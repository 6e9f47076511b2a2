package io.slotwise.reconciler.kube;

/** One change of the world outside. */
public sealed interface Write permits KubeWrite, TopicWrite {
    /** The port that every write goes through. */
    interface Port {
        /**
         * Makes the change, and returns when it is made.
         *
         * @throws RuntimeException when it is not known to be made
         */
        void perform(Write write);
    }
}
