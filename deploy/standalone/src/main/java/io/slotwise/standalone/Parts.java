package io.slotwise.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started; ended in reverse order, on close or when the JVM is told to end, once. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    Parts() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-parts"));
    }

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            end(parts.pop());
        }
    }

    /** One part that does not end well must not keep the others. */
    @SuppressWarnings("PMD.AvoidCatchingGenericException")
    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("part", part.getClass().getSimpleName())
                    .setCause(e)
                    .log("A part did not end well");
        }
    }
}
