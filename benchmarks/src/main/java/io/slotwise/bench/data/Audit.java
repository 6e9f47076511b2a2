package io.slotwise.bench.data;

import io.slotwise.bench.resp.Answer;
import io.slotwise.bench.resp.HashSlot;
import io.slotwise.bench.resp.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads keys of a data set from their owners and says what is wrong with them. */
public final class Audit {
    private static final int BATCH = 500;
    private static final int ANSWERS_EACH = 3;

    private final DataSet data;
    private final IntFunction<String> owner;
    private final Expectation expectation;
    private final Supplier<Age> age;

    /**
     * How long ago the data set was loaded, in seconds; loading takes a while itself.
     *
     * @param youngest of the last key
     * @param oldest of the first key
     */
    public record Age(long youngest, long oldest) {
        private static final long TOLERANCE = 2;

        boolean fits(long seconds) {
            return seconds >= youngest - TOLERANCE && seconds <= oldest + TOLERANCE;
        }
    }

    /**
     * An audit of a cluster that is at rest.
     *
     * @param owner the address of the master that owns a slot
     * @param age how old the keys' times to live are by now; an audit may take a while too
     */
    public Audit(DataSet data, IntFunction<String> owner, Expectation expectation, Supplier<Age> age) {
        this.data = data;
        this.owner = owner;
        this.expectation = expectation;
        this.age = age;
    }

    /** Checks value, size and time to live of these keys. */
    public Damage check(IntStream keys) throws IOException {
        Map<String, List<Integer>> byOwner =
                keys.boxed().collect(Collectors.groupingBy(key -> owner.apply(HashSlot.of(DataSet.key(key)))));
        Damage damage = Damage.NONE;
        for (Map.Entry<String, List<Integer>> node : byOwner.entrySet()) {
            try (Wire wire = Wire.open(node.getKey())) {
                damage = damage.plus(check(wire, node.getValue()));
            }
        }
        return damage;
    }

    private Damage check(Wire wire, List<Integer> keys) throws IOException {
        Damage damage = Damage.NONE;
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<Integer> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
            List<List<String>> questions = new ArrayList<>();
            batch.forEach(key -> questions.addAll(questions(key)));
            long youngest = age.get().youngest();
            List<Answer> answers = wire.askAll(questions);
            Age asked = new Age(youngest, age.get().oldest());
            for (int i = 0; i < batch.size(); i++) {
                damage = damage.plus(judge(
                        batch.get(i),
                        answers.get(i * ANSWERS_EACH),
                        answers.get(i * ANSWERS_EACH + 1),
                        answers.get(i * ANSWERS_EACH + 2),
                        asked));
            }
        }
        return damage;
    }

    private List<List<String>> questions(int key) {
        String name = DataSet.key(key);
        return List.of(data.read(key), data.kind(key).size(name), List.of("TTL", name));
    }

    Damage judge(int key, Answer value, Answer size, Answer secondsToLive, Age asked) {
        return value(key, value).plus(size(key, size)).plus(secondsToLive(key, secondsToLive, asked));
    }

    private Damage value(int key, Answer value) {
        if (value.lastText().isEmpty()) {
            return expectation.oldest(key) > 0 ? new Damage(1, 0, 0, 0) : new Damage(0, 1, 0, 0);
        }
        OptionalLong shown = data.sequence(key, value.text());
        if (shown.isEmpty() || shown.getAsLong() > expectation.newest(key)) {
            return new Damage(0, 1, 0, 0);
        }
        return shown.getAsLong() < expectation.oldest(key) ? new Damage(1, 0, 0, 0) : Damage.NONE;
    }

    private Damage size(int key, Answer size) {
        return size.equals(new Answer.Count(data.kind(key).expectedSize())) ? Damage.NONE : new Damage(0, 1, 0, 0);
    }

    private Damage secondsToLive(int key, Answer secondsToLive, Age asked) {
        long left = secondsToLive.count();
        boolean right = data.kind(key) == Kind.EXPIRING ? asked.fits(Kind.secondsToLive(key) - left) : left == -1;
        return right ? Damage.NONE : new Damage(0, 0, 1, 0);
    }
}
