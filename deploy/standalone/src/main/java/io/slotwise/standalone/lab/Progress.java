package io.slotwise.standalone.lab;

import io.slotwise.job.Terminal;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.replay.Heard;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far something is: a bar on a terminal, on standard error; else nothing. */
final class Progress implements AutoCloseable {
    private static final int EVERY = 256;
    private static final int PARTS = 1000;

    private final Optional<ProgressBar> bar;

    private Progress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    static Progress of(String task, long steps) {
        return new Progress(
                Terminal.isPresent()
                        ? Optional.of(new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(steps)
                                .setStyle(ProgressBarStyle.ASCII)
                                .build())
                        : Optional.empty());
    }

    /** One more step is done; from any thread. */
    void step() {
        bar.ifPresent(ProgressBar::step);
    }

    /** A tape that shows how far it has been read. */
    static Tape over(Tape tape, String task, DoubleSupplier share) {
        Progress progress = of(task, PARTS);
        return new Tape() {
            private int read;

            @Override
            public boolean hasNext() {
                return tape.hasNext();
            }

            @Override
            public Heard next() {
                if (++read % EVERY == 1) {
                    progress.bar.ifPresent(bar -> bar.stepTo(Math.round(share.getAsDouble() * PARTS)));
                }
                return tape.next();
            }

            @Override
            public void close() {
                progress.close();
                tape.close();
            }
        };
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
