package io.slotwise.bench.resp;

import java.util.List;
import java.util.Optional;

/** What Redis answered. */
public sealed interface Answer {
    /** A simple or bulk string, one character a byte. */
    record Text(String content) implements Answer {}

    /** An error, such as {@code MOVED 1 127.0.0.1:6379}. */
    record Failure(String sentence) implements Answer {}

    /** An integer. */
    record Count(long value) implements Answer {}

    /** The null answer. */
    record Nothing() implements Answer {}

    /** An array. */
    record Many(List<Answer> parts) implements Answer {}

    /** The text, or the last text inside an array of arrays; none if there is none. */
    default Optional<String> lastText() {
        if (this instanceof Text text) {
            return Optional.of(text.content());
        }
        return this instanceof Many many && !many.parts().isEmpty()
                ? many.parts().get(many.parts().size() - 1).lastText()
                : Optional.empty();
    }

    /**
     * The text.
     *
     * @throws IllegalStateException with the answer when it is none
     */
    default String text() {
        return lastText().orElseThrow(() -> new IllegalStateException("Redis answered " + this));
    }

    /**
     * The integer.
     *
     * @throws IllegalStateException with the answer when it is none
     */
    default long count() {
        if (this instanceof Count number) {
            return number.value();
        }
        throw new IllegalStateException("Redis answered " + this);
    }
}
