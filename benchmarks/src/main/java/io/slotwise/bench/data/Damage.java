package io.slotwise.bench.data;

/**
 * What is wrong with keys; all 0 when nothing is.
 *
 * @param lostWrites keys that miss an acknowledged write, or reads that did
 * @param wrongValues keys or reads that show what was never written, or of another size
 * @param lostTtls keys that should expire and do not, or at another time
 * @param missingKeys keys that are gone; negative if there are more than there should be
 */
public record Damage(long lostWrites, long wrongValues, long lostTtls, long missingKeys) {
    public static final Damage NONE = new Damage(0, 0, 0, 0);

    public Damage plus(Damage other) {
        return new Damage(
                lostWrites + other.lostWrites,
                wrongValues + other.wrongValues,
                lostTtls + other.lostTtls,
                missingKeys + other.missingKeys);
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
