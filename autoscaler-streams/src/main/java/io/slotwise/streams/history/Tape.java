package io.slotwise.streams.history;

import io.slotwise.streams.replay.Heard;
import java.util.Iterator;

/** A history that is read from its beginning to its end, once, holding no more than a few records at a time. */
public interface Tape extends Iterator<Heard>, AutoCloseable {
    @Override
    void close();
}
