package io.slotwise.streams.replay;

import java.util.Arrays;

/** One number for each tick; a number that never changes takes no room. */
final class Track {
    private final double[] values;
    private final double constant;

    private Track(double[] values, double constant) {
        this.values = values;
        this.constant = constant;
    }

    static Track of(double constant) {
        return new Track(new double[0], constant);
    }

    double at(int tick) {
        return values.length == 0 ? constant : values[tick];
    }

    boolean isConstant() {
        return values.length == 0;
    }

    Track between(int from, int to) {
        return isConstant() ? this : new Track(Arrays.copyOfRange(values, from, to), constant);
    }

    Track times(double factor) {
        return new Track(Arrays.stream(values).map(value -> value * factor).toArray(), constant * factor);
    }

    /** Collects a track tick by tick. */
    static final class Writer {
        private double[] values = new double[0];
        private double constant;
        private int size;

        void add(double value) {
            if (size == 0) {
                constant = value;
            }
            if (values.length == 0 && Double.compare(value, constant) != 0) {
                values = new double[Math.max(16, size + size / 2 + 1)];
                Arrays.fill(values, 0, size, constant);
            }
            if (values.length > 0) {
                if (size == values.length) {
                    values = Arrays.copyOf(values, size + size / 2 + 16);
                }
                values[size] = value;
            }
            size++;
        }

        Track track() {
            return values.length == 0 ? Track.of(constant) : new Track(Arrays.copyOf(values, size), constant);
        }
    }
}
