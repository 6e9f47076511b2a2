package io.slotwise.streams.replay;

import io.slotwise.model.Decision;
import io.slotwise.model.move.MoveModel;
import java.util.ArrayList;
import java.util.List;

/** A policy tried on a course in a closed loop: it sees the load that its own masters would have had. */
public final class Simulation {
    private final Course course;
    private final Plant plant;
    private final Bounds bounds;
    private final Observation seen;
    private final Ledger ledger;
    private final List<Scaling> scalings = new ArrayList<>();
    private final Contender.Pilot pilot;
    private int masters;
    private int target;
    private int began;
    private int lasts;

    private Simulation(Course course, Plant plant, Bounds bounds, Contender.Pilot pilot) {
        this.course = course;
        this.plant = plant;
        this.bounds = bounds;
        this.pilot = pilot;
        seen = new Observation(course, plant);
        ledger = new Ledger(course.setting().seconds());
        masters = course.masters();
        target = masters;
    }

    public static Result run(Course course, Contender contender, Plant plant, Price price, Result.Detail detail) {
        return run(course, contender, plant, plant.bounds(), price, detail);
    }

    /** With bounds of its own, which do not change the plant. */
    static Result run(
            Course course, Contender contender, Plant plant, Bounds bounds, Price price, Result.Detail detail) {
        List<Decision> decisions = new ArrayList<>();
        Diary diary = detail == Result.Detail.FULL ? outcome -> decisions.add(outcome.decision()) : Diary.NONE;
        Simulation simulation = new Simulation(course, plant, bounds, contender.pilot(course, diary));
        Timeline timeline = detail == Result.Detail.FULL ? simulation.drawn() : simulation.counted();
        return new Result(
                contender.name(),
                simulation.ledger.score(course.ticks(), price),
                simulation.scalings,
                decisions,
                timeline);
    }

    private Timeline counted() {
        for (int tick = 0; tick < course.ticks(); tick++) {
            step(tick);
        }
        return Timeline.EMPTY;
    }

    private Timeline drawn() {
        Timeline.Writer writer = new Timeline.Writer(course.ticks());
        for (int tick = 0; tick < course.ticks(); tick++) {
            Timeline.Seen how = step(tick);
            writer.add(seen, Math.max(masters, target), how);
        }
        return writer.timeline();
    }

    private Timeline.Seen step(int tick) {
        if (target != masters && tick >= began + lasts) {
            masters = target;
        }
        look(tick);
        int wanted = bounds.clamp(pilot.wanted(seen));
        if (target == masters && wanted != masters) {
            begin(tick, wanted);
            look(tick);
        }
        return account(tick);
    }

    private void begin(int tick, int wanted) {
        double bytes = course.bytes(tick);
        double moved = bytes * MoveModel.share(masters, wanted);
        target = wanted;
        began = tick;
        lasts = plant.ticks(masters, wanted, bytes, course.setting().seconds());
        seen.scalings++;
        seen.lastBegan = tick;
        ledger.scaling(tick, masters, wanted, moved);
        scalings.add(new Scaling(
                course.at(tick), masters, wanted, lasts * course.setting().seconds(), moved, pilot.why()));
    }

    private void look(int tick) {
        seen.tick = tick;
        seen.wanted = target;
        seen.pods = Math.max(masters, target);
        seen.running = target != masters;
        if (target == masters) {
            seen.share(masters, masters, 0, 1);
        } else {
            double capacity = Plant.capacity(masters, target, tick - began, lasts);
            seen.share(
                    (int) Math.ceil(capacity),
                    capacity,
                    MoveModel.overheadPercent(masters),
                    Plant.memoryFactor(masters, target));
        }
    }

    private Timeline.Seen account(int tick) {
        ledger.bill(Math.max(masters, target));
        if (!course.sight(tick).knowsLoad()) {
            return Timeline.Seen.NOTHING;
        }
        if (isViolated(tick)) {
            ledger.violation(tick);
            return Timeline.Seen.VIOLATION;
        }
        if (seen.trueCpu < plant.limits().relief()
                && seen.trueMemory < plant.limits().relief()) {
            ledger.relieved(tick);
        }
        return Timeline.Seen.WELL;
    }

    private boolean isViolated(int tick) {
        double hotCpu = plant.hotCpu(course, tick);
        double hotMemory = plant.hotMemory(course, tick);
        double indivisible = course.indivisible(tick);
        return target == masters
                ? plant.isViolated(hotCpu, indivisible, hotMemory, masters, 0)
                : plant.isViolated(
                        hotCpu,
                        indivisible,
                        hotMemory * Plant.memoryFactor(masters, target),
                        Plant.capacity(masters, target, tick - began, lasts),
                        MoveModel.overheadPercent(masters));
    }
}
