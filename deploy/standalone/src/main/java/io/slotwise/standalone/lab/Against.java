package io.slotwise.standalone.lab;

import io.slotwise.streams.replay.Contender;
import io.slotwise.streams.replay.Contenders;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.Diary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The policies that are tried beside Slotwise, as a person lists them. */
final class Against {
    /**
     * What a peer's bare name stands for: the target that Kubernetes takes when none is given, the defaults of the
     * {@code RedisCluster}'s own thresholds, and the target of managed Redis' own example.
     */
    static final Map<String, String> USUAL =
            Map.of("hpa", "hpa:80", "threshold", "threshold:70/20", "target-tracking", "target-tracking:60");

    private Against() {}

    /** @throws IllegalArgumentException that says what is wrong with the list */
    static List<Rival> parse(String list) {
        return list.isBlank()
                ? List.of()
                : Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .map(Against::one)
                        .toList();
    }

    private static Rival one(String text) {
        Contender contender = Contenders.parse(USUAL.getOrDefault(text, text)).get(0);
        return new Rival(text, contender.name(), contender);
    }

    /**
     * A policy under the name that a person gave it.
     *
     * @param name as it was written, such as {@code hpa}
     * @param setting with its settings, such as {@code hpa:80}
     */
    record Rival(String name, String setting, Contender contender) implements Contender {
        @Override
        public Pilot pilot(Course course, Diary diary) {
            return contender.pilot(course, diary);
        }
    }
}
