package io.slotwise.embedded.kube.proxy;

import java.time.Duration;

/** What becomes of a request. */
public sealed interface Fate {
    Fate PASSES = new Delayed(Duration.ZERO);

    /** The server gets it, after a while. */
    record Delayed(Duration by) implements Fate {}

    /**
     * The server never hears of it.
     *
     * @param code HTTP status
     * @param reason as in a Kubernetes Status
     */
    record Refused(int code, String reason, String message) implements Fate {}

    /** The server does it, and the caller is told otherwise. */
    record DoneAndDenied(int code, String reason) implements Fate {}

    /** The server does it, and the connection breaks in the middle of its answer. */
    record Broken() implements Fate {}

    /** The answer ends after so many bytes, as watches do. */
    record Cut(int bytes) implements Fate {}
}
