package io.slotwise.standalone.lab;

import io.slotwise.job.Terminal;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.replay.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far something is: a bar on standard error, gone when all is done; nothing where that is no terminal. */
final class Progress implements AutoCloseable {
    private static final int EVERY = 256;
    private static final int PARTS = 1000;

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Pattern TERMINALS = Pattern.compile("/dev/(pts/.+|tty.*|console)");

    private final Optional<ProgressBar> bar;

    private Progress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    static Progress of(String task, long steps) {
        return new Progress(
                isSeen()
                        ? Optional.of(new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(steps)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setConsumer(new BarLine(System.err))
                                .build())
                        : Optional.empty());
    }

    /** Java knows of a console, not whether standard error goes there; Linux says where it goes. */
    private static boolean isSeen() {
        return Terminal.isPresent() && isTerminal(STANDARD_ERROR);
    }

    /** Whether a file of {@code /proc/self/fd} leads to a terminal; taken to be so where there is no such file. */
    static boolean isTerminal(Path descriptor) {
        try {
            return TERMINALS
                    .matcher(Files.readSymbolicLink(descriptor).toString())
                    .matches();
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
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
