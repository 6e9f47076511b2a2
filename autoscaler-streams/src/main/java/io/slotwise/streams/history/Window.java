package io.slotwise.streams.history;

import io.slotwise.streams.replay.Heard;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The part of a tape from one time to another. Of what the reconciler said before, the last word is kept: it holds at the
 * beginning of the part.
 */
public final class Window implements Tape {
    private final Tape tape;
    private final Instant from;
    private final Instant to;
    private Optional<Heard> word = Optional.empty();
    private Optional<Heard> next = Optional.empty();
    private boolean ended;

    /**
     * @param from the first moment that is in
     * @param to the first one that is out
     */
    public Window(Tape tape, Instant from, Instant to) {
        this.tape = tape;
        this.from = from;
        this.to = to;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && !ended && tape.hasNext()) {
            take(tape.next());
        }
        return next.isPresent() || word.isPresent();
    }

    private void take(Heard heard) {
        if (heard.at().isBefore(from)) {
            if (heard instanceof Heard.Word) {
                word = Optional.of(heard);
            }
        } else if (heard.at().isBefore(to)) {
            next = Optional.of(heard);
        } else {
            ended = true;
        }
    }

    @Override
    public Heard next() {
        if (!hasNext()) {
            throw new NoSuchElementException("this part of the history has ended");
        }
        Heard heard = word.or(() -> next).orElseThrow();
        if (word.isPresent()) {
            word = Optional.empty();
        } else {
            next = Optional.empty();
        }
        return heard;
    }

    @Override
    public void close() {
        tape.close();
    }
}
