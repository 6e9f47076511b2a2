package io.slotwise.standalone.console;

import io.slotwise.model.ClusterRecord.Operation;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.Verdict;
import io.slotwise.standalone.console.view.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The last minutes of a cluster whose load rose until it scaled out, and rose on, so that it is scaling out once more. */
final class Story {
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final int TICKS = 132;
    private static final int OUT = 60;
    private static final int DONE = 66;
    private static final int AGAIN = 128;

    private final Broker broker;
    private final Instant end;
    private final Shop shop;

    Story(Broker broker, Instant end, Shop shop) {
        this.broker = broker;
        this.end = end;
        this.shop = shop;
    }

    void tell() {
        broker.send(shop.described(at(0)));
        for (int tick = 0; tick <= TICKS; tick++) {
            Sample sample = sample(tick);
            broker.send(sample);
            decide(tick, sample);
        }
        broker.send(letter());
    }

    private Sample sample(int tick) {
        double wave = 4 * Math.sin(tick / 5.0) + 2 * Math.sin(tick * 1.7);
        if (tick < OUT) {
            double base = 34 + 42.0 * Math.max(0, tick - 14) / (OUT - 14);
            return shop.sample(at(tick), base + wave, base * 0.86 - wave, base * 0.78 + wave / 2);
        }
        if (tick < DONE) {
            return shop.sample(at(tick), 84 + wave / 2, 77 - wave / 3, 71 + wave / 2);
        }
        double base = 47 + 26.0 * Math.max(0, tick - 90) / (AGAIN - 90);
        double[] cpu = {base + wave, base * 0.93 - wave, base * 0.9 + wave / 2, base * 0.97 - wave / 2};
        if (tick <= AGAIN) {
            return shop.growing(at(tick), 0, cpu);
        }
        double[] withFifth = Arrays.copyOf(cpu, 5);
        withFifth[4] = 6.0 * (tick - AGAIN);
        return shop.growing(at(tick), 465 * (tick - AGAIN), withFifth);
    }

    private void decide(int tick, Sample sample) {
        switch (tick) {
            case 1 ->
                decide(
                        sample,
                        Verdict.HOLD,
                        Reason.WITHIN_THRESHOLDS,
                        3,
                        "Every master is within its thresholds: the busiest is cart-0 with 38.2 % CPU; above 70 % it would scale out.");
            case 57 ->
                decide(
                        sample,
                        Verdict.HOLD,
                        Reason.CONFIRMING,
                        3,
                        "cart-0 has 73.9 % CPU, above cpuThreshold 70 %, for 1 of 3 samples; two more and it scales out.");
            case OUT -> scaleOut(tick, sample);
            case DONE -> done(tick, sample);
            case 68 ->
                decide(
                        sample,
                        Verdict.HOLD,
                        Reason.COOLDOWN,
                        4,
                        "The last scaling was 40 s ago; scaleCooldownSeconds is 60, so that 20 s are left.");
            case 74 ->
                decide(
                        sample,
                        Verdict.HOLD,
                        Reason.WITHIN_THRESHOLDS,
                        4,
                        "Every master is within its thresholds: the busiest is cart-0 with 51.4 % CPU; above 70 % it would scale out.");
            case 126 ->
                decide(
                        sample,
                        Verdict.HOLD,
                        Reason.CONFIRMING,
                        4,
                        "cart-0 has 74.1 % CPU, above cpuThreshold 70 %, for 1 of 3 samples; two more and it scales out.");
            case AGAIN -> again(tick, sample);
            default -> {}
        }
    }

    private void scaleOut(int tick, Sample sample) {
        decide(
                sample,
                Verdict.SCALE_OUT,
                Reason.CPU_ABOVE_THRESHOLD,
                4,
                "cart-0 has 78.8 % CPU, above cpuThreshold 70 %, for 3 samples; 4 masters will share the load. It goes on to cart-3, which stands by.");
        broker.send(shop.described(
                at(tick).plusSeconds(1),
                8,
                4,
                Optional.of(Shop.operation(Operation.Kind.RESHARD, at(tick).plusSeconds(1)))));
        broker.send(shop.reshard(
                "first", JobEvent.Phase.STARTED, at(tick).plusSeconds(3), 0, "Moving 4,096 slots on to cart-3"));
    }

    private void done(int tick, Sample sample) {
        broker.send(shop.reshard(
                "first", JobEvent.Phase.FINISHED, at(tick), 4096, "All 16,384 slots covered, every node agrees"));
        broker.send(shop.described(
                at(tick), 8, 4, Optional.of(Shop.operation(Operation.Kind.PROVISION_STANDBY, at(tick)))));
        broker.send(shop.described(at(tick).plusSeconds(6), 8, 4, Optional.empty()));
        decide(
                sample,
                Verdict.HOLD,
                Reason.OPERATION_RUNNING,
                4,
                "The next standby is being prepared since 0 s; nothing else begins until it is ready.");
    }

    private void again(int tick, Sample sample) {
        decide(
                sample,
                Verdict.SCALE_OUT,
                Reason.CPU_ABOVE_THRESHOLD,
                5,
                "cart-0 has 76.3 % CPU, above cpuThreshold 70 %, for 3 samples; 5 masters will share the load. It goes on to cart-8, which stands by.");
        broker.send(shop.described(
                at(tick).plusSeconds(1),
                9,
                5,
                Optional.of(Shop.operation(Operation.Kind.RESHARD, at(tick).plusSeconds(1)))));
        broker.send(shop.reshard(
                "second", JobEvent.Phase.STARTED, at(tick).plusSeconds(3), 0, "Moving 4,096 slots on to cart-8"));
        broker.send(shop.reshard(
                "second",
                JobEvent.Phase.PROGRESS,
                at(TICKS),
                1860,
                "Slot 3,204 from cart-0 to cart-8, 64 keys a batch"));
    }

    private void decide(Sample sample, Verdict verdict, Reason reason, int wanted, String sentence) {
        broker.send(shop.decision(sample, verdict, reason, wanted, sentence));
    }

    private DeadLetter letter() {
        return new DeadLetter(
                "slotwise.samples",
                0,
                17,
                "shop/cart",
                "eyJhdCI6ICJ5ZXN0ZXJkYXkifQ==",
                "streams",
                "not a Sample: cannot read 'yesterday' as a time (line 1, column 8)",
                at(TICKS));
    }

    private Instant at(int tick) {
        return end.minus(TICK.multipliedBy(TICKS - tick));
    }
}
