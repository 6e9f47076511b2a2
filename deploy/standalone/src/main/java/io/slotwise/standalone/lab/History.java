package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import io.slotwise.streams.history.SetAside;
import io.slotwise.streams.replay.Course;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A history that was read.
 *
 * @param course its demand
 * @param recorded the rules that it was recorded under
 * @param facts what it is, for people and programs
 */
record History(Course course, Optional<Policy> recorded, Facts facts) {
    /**
     * What a history is.
     *
     * @param name how it is called
     * @param from its first tick
     * @param to the first moment after its last
     * @param ticks so many
     * @param seconds from tick to tick
     * @param masters active masters at its beginning
     * @param gapTicks ticks without a sample
     * @param scale times which values were taken, where there was a scale
     * @param setAside rows that could not be used
     * @param notes what a reader should know of it, in sentences
     */
    record Facts(
            String name,
            Instant from,
            Instant to,
            int ticks,
            double seconds,
            int masters,
            int gapTicks,
            Optional<Double> scale,
            long setAside,
            List<String> notes) {}

    static History of(
            String name,
            Course course,
            Optional<Policy> recorded,
            SetAside setAside,
            List<String> notes,
            Optional<Double> scale) {
        int gaps = 0;
        for (int tick = 0; tick < course.ticks(); tick++) {
            gaps += course.sight(tick) == Course.Sight.SEEN ? 0 : 1;
        }
        List<String> all = new ArrayList<>(notes);
        if (gaps > 0) {
            all.add(Text.count(gaps, "tick") + " of " + Text.whole(course.ticks())
                    + " have no full sample; nothing is decided then, and nothing counts as a violation.");
        }
        if (setAside.count() > 0) {
            all.add(setAside.sentence());
        }
        Facts facts = new Facts(
                name,
                course.at(0),
                course.end(),
                course.ticks(),
                course.interval().toMillis() / 1000.0,
                course.masters(),
                gaps,
                scale,
                setAside.count(),
                all);
        return new History(course, recorded, facts);
    }
}
