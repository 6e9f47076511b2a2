package io.slotwise.job.resp;

import java.util.List;

/** One answer of Redis. Text is ISO-8859-1, in which every byte is one character, so that keys survive unchanged. */
public sealed interface Reply {
    record Text(String text) implements Reply {}

    record Failure(String message) implements Reply {}

    record Count(long value) implements Reply {}

    record Many(List<Reply> parts) implements Reply {}

    record Nothing() implements Reply {}

    /** The text of an answer that must be one. */
    default String text() throws RedisRefusal {
        if (this instanceof Text it) {
            return it.text();
        }
        throw unexpected("a text");
    }

    /** The number of an answer that must be one; 0 for nothing. */
    default long number() throws RedisRefusal {
        if (this instanceof Count it) {
            return it.value();
        }
        if (this instanceof Nothing) {
            return 0;
        }
        throw unexpected("a number");
    }

    default List<Reply> parts() throws RedisRefusal {
        if (this instanceof Many it) {
            return it.parts();
        }
        throw unexpected("a list");
    }

    private RedisRefusal unexpected(String wanted) {
        return new RedisRefusal(
                this instanceof Failure failure
                        ? failure.message()
                        : "answered " + getClass().getSimpleName() + " instead of " + wanted);
    }
}
