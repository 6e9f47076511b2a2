package io.slotwise.standalone.lab;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/** One line of a terminal that a bar is drawn on, over and over, and that is blank again when it is done. */
final class BarLine implements ProgressBarConsumer {
    /** One less than the narrowest usual terminal has, so that no line is broken. */
    private static final int WIDTH = 79;

    private final PrintStream out;

    BarLine(PrintStream out) {
        this.out = out;
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String bar) {
        out.print("\r" + bar);
        out.flush();
    }

    @Override
    public void clear() {
        accept(" ".repeat(WIDTH) + "\r");
    }

    /** Whatever was drawn last goes too. */
    @Override
    public void close() {
        clear();
    }
}
