package io.slotwise.bench;

import io.slotwise.job.Terminal;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** How far the benchmark is: a bar on a terminal, on standard error; else nothing. */
final class Course implements AutoCloseable {
    private final Optional<ProgressBar> bar;
    private int begun;

    private Course(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    static Course of(int runs) {
        return new Course(
                Terminal.isPresent()
                        ? Optional.of(new ProgressBarBuilder()
                                .setTaskName("runs")
                                .setInitialMax(runs)
                                .build())
                        : Optional.empty());
    }

    /** A run begins. */
    void next(String what) {
        bar.ifPresent(it -> it.stepTo(begun).setExtraMessage(what));
        begun++;
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
