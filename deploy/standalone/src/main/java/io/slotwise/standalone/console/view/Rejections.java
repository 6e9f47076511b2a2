package io.slotwise.standalone.console.view;

import io.slotwise.model.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The records that could not be read.
 *
 * @param total how many there were since the console began to read
 * @param newest the newest of them, oldest first
 */
public record Rejections(long total, List<Rejection> newest) {
    static final Rejections NONE = new Rejections(0, List.of());

    /**
     * One record, whoever could not read it.
     *
     * @param topic where it stands
     * @param partition where it stands
     * @param offset where it stands
     * @param key its key as text, or empty
     * @param preview how its value begins, as printable text
     * @param components who could not read it
     * @param problem what is wrong with it and where
     * @param at its own timestamp
     */
    public record Rejection(
            String topic,
            int partition,
            long offset,
            String key,
            String preview,
            List<String> components,
            String problem,
            Instant at) {
        private static Rejection of(DeadLetter letter) {
            return new Rejection(
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    Text.clipped(letter.key()),
                    Text.preview(letter.value()),
                    List.of(letter.component()),
                    Text.clipped(letter.problem()),
                    letter.at());
        }

        private boolean isOf(DeadLetter letter) {
            return topic.equals(letter.topic()) && partition == letter.partition() && offset == letter.offset();
        }

        private Rejection alsoBy(String component) {
            TreeSet<String> all = new TreeSet<>(components);
            all.add(component);
            return new Rejection(topic, partition, offset, key, preview, List.copyOf(all), problem, at);
        }
    }

    /** The rejections with {@code letter} among them; a record that several parts could not read counts once. */
    Rejections with(DeadLetter letter, Limits limits) {
        List<Rejection> next = new ArrayList<>(newest);
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).isOf(letter)) {
                next.set(i, next.get(i).alsoBy(letter.component()));
                return new Rejections(total, List.copyOf(next));
            }
        }
        next.add(Rejection.of(letter));
        return new Rejections(total + 1, Newest.of(next, limits.rejected()));
    }
}
