package io.slotwise.model.move;

/** What moving takes in a cluster whose machines have other work as well; {@link MoveWay} says what it takes by itself. */
public final class MovePace {
    /** One key of a few hundred bytes. */
    public static final double SECONDS_PER_KEY = 0.000_014;

    /** Copying out, sending and taking in. */
    public static final double SECONDS_PER_BYTE = 1 / 150e6;

    /** CPU of the source's main thread for one key. */
    public static final double SOURCE_CPU_SECONDS_PER_KEY = 0.000_005;

    private MovePace() {}
}
