package io.slotwise.job.pace;

import java.time.Duration;

/**
 * How much goes at once, and how long to rest between: half as much after a breach of the bound, a step more after a calm
 * while, like a sender of TCP. Below one slot at a time only rests grow, and not for long: one slot in a while is not what
 * makes a node slow, so a machine that is slow for another reason does not keep a move from ending.
 *
 * @param slots slots in a window, from 1 to {@code most}
 * @param most the most slots in a window
 * @param rest after each window
 */
public record Stride(int slots, int most, Duration rest) {
    private static final int STEP = 2;
    private static final Duration SHORTEST_REST = Duration.ofMillis(5);
    private static final Duration LONGEST_REST = Duration.ofMillis(40);

    public Stride {
        if (most < 1 || slots < 1 || slots > most) {
            throw new IllegalArgumentException("a stride of " + slots + " of at most " + most + " slots");
        }
    }

    /** A first stride: half of what is possible, so that nothing is felt before it is measured. */
    public static Stride first(int most) {
        return new Stride(Math.max(1, most / 2), most, Duration.ZERO);
    }

    /** The stride for the next window. */
    public Stride next(Feeling feeling) {
        return switch (feeling) {
            case BREACH -> shorter();
            case CALM -> longer();
            case UNKNOWN -> this;
        };
    }

    private Stride shorter() {
        if (slots > 1) {
            return new Stride(slots / 2, most, rest);
        }
        Duration doubled = rest.isZero() ? SHORTEST_REST : rest.multipliedBy(2);
        return new Stride(1, most, doubled.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : doubled);
    }

    private Stride longer() {
        if (rest.isZero()) {
            return new Stride(Math.min(most, slots + STEP), most, rest);
        }
        Duration half = rest.dividedBy(2);
        return new Stride(slots, most, half.compareTo(SHORTEST_REST) < 0 ? Duration.ZERO : half);
    }
}
