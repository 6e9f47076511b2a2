package io.slotwise.job.resp;

import java.util.List;

/** One answer of Redis. */
public sealed interface Reply {
    record Text(Word word) implements Reply {
        public Text(String text) {
            this(Word.of(text));
        }
    }

    record Failure(String message) implements Reply {}

    record Count(long value) implements Reply {}

    record Many(List<Reply> parts) implements Reply {}

    record Nothing() implements Reply {}

    /** The text of an answer that must be one. */
    default String text() throws RedisRefusal {
        return bytes().toString();
    }

    /** The bytes of an answer that must be some. */
    default Word bytes() throws RedisRefusal {
        if (this instanceof Text it) {
            return it.word();
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
