package io.slotwise.bench.run;

import java.util.List;

/** A program that moves slots. */
public interface Mover {
    /** For people, such as {@code redis-cli pipeline 10}. */
    String label();

    /** The command line that does a task. */
    List<String> command(Task task);
}
