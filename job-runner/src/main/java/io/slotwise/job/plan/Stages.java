package io.slotwise.job.plan;

import java.util.Optional;
import java.util.function.Supplier;

/** Questions put to a view in order; the first that has something to do gives the step. */
final class Stages {
    private Stages() {}

    @SafeVarargs
    static Step first(Supplier<Optional<Step>>... stages) {
        for (Supplier<Optional<Step>> stage : stages) {
            Optional<Step> step = stage.get();
            if (step.isPresent()) {
                return step.get();
            }
        }
        return new Step.Done();
    }
}
