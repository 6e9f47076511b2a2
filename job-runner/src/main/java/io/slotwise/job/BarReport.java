package io.slotwise.job;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A job's course as a bar on a terminal. */
final class BarReport implements JobListener {
    private Optional<ProgressBar> bar = Optional.empty();

    @Override
    public void progress(Progress progress) {
        if (bar.isEmpty()) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName("slots")
                    .setInitialMax(progress.slotsTotal())
                    .build());
        }
        bar.ifPresent(it -> it.maxHint(progress.slotsTotal())
                .stepTo(progress.slotsDone())
                .setExtraMessage(progress.keysMoved() + " keys"));
    }

    @Override
    public void ended(Outcome outcome, Progress progress) {
        bar.ifPresent(ProgressBar::close);
    }
}
