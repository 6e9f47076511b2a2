package io.slotwise.streams.replay;

import java.util.List;

/** The model of docs/replay.md, written down once more as plainly as can be: what a run with given wishes costs. */
final class Naive {
    private final Course course;
    private final double limit;
    double violationMinutes;
    double masterHours;
    int scalings;
    int flaps;
    double moved;

    Naive(Course course, double limit) {
        this.course = course;
        this.limit = limit;
    }

    double cost(Price price) {
        return masterHours * price.masterHour()
                + violationMinutes * price.violationMinute()
                + scalings * price.scaling();
    }

    Naive run(List<Integer> wishes, int least, int most) {
        double delta = course.setting().seconds();
        int masters = course.masters();
        double lastAt = Double.NEGATIVE_INFINITY;
        boolean lastOut = false;
        for (int tick = 0; tick < course.ticks(); ) {
            int wish = Math.max(least, Math.min(most, wishes.get(tick)));
            if (wish == masters) {
                hold(tick, masters, least);
                tick++;
                continue;
            }
            boolean out = wish > masters;
            if (scalings > 0 && out != lastOut && tick * delta - lastAt <= 3600) {
                flaps++;
            }
            scalings++;
            lastAt = tick * delta;
            lastOut = out;
            tick = move(tick, masters, wish, least);
            masters = wish;
        }
        return this;
    }

    void hold(int tick, int masters, int least) {
        pay(masters);
        count(violated(tick, masters, 0, 1, least));
    }

    /** Scales, and gives the first tick after it. */
    int move(int tick, int from, int to, int least) {
        double seconds = 0;
        for (int k = from; k != to; k += Integer.signum(to - from)) {
            double bytes = course.bytes(tick) / Math.max(k, k + Integer.signum(to - from));
            moved += bytes;
            seconds += 20 + bytes / 200 * 14e-6 + bytes / 150e6;
        }
        int lasts = Math.max(1, (int) Math.ceil(seconds / course.setting().seconds() - 1e-9));
        int end = Math.min(course.ticks(), tick + lasts);
        for (int t = tick; t < end; t++) {
            double progress = (t - tick + 0.5) / lasts;
            pay(Math.max(from, to));
            count(violated(t, from + progress * (to - from), 100 * 5.0 / 14 / from, to < from ? 1.1 : 1, least));
        }
        return end;
    }

    private void pay(int masters) {
        masterHours += masters * course.setting().seconds() / 3600;
    }

    private void count(boolean violation) {
        violationMinutes += violation ? course.setting().seconds() / 60 : 0;
    }

    private boolean violated(int tick, double capacity, double overhead, double buffers, int least) {
        Course.Sight sight = course.sight(tick);
        if (sight == Course.Sight.ABSENT || sight == Course.Sight.SILENT) {
            return false;
        }
        double cpu =
                Math.max(course.cpu(tick) * Math.min(least, course.cpuSkew(tick)) / capacity, course.indivisible(tick));
        double memory = course.memoryLimit().isEmpty()
                ? 0
                : 100
                        * course.bytes(tick)
                        * Math.min(least, course.memorySkew(tick))
                        / capacity
                        / course.memoryLimit().getAsLong();
        return cpu + overhead >= limit || memory * buffers >= limit;
    }

    /** The least cost from a tick on, by trying everything. */
    static double leastCost(Course course, double limit, Price price, int tick, int masters, Bounds bounds) {
        if (tick >= course.ticks()) {
            return 0;
        }
        Naive stay = new Naive(course, limit);
        stay.hold(tick, masters, bounds.least());
        double best = stay.cost(price) + leastCost(course, limit, price, tick + 1, masters, bounds);
        for (int to = bounds.least(); to <= bounds.most(); to++) {
            if (to != masters) {
                Naive go = new Naive(course, limit);
                go.scalings = 1;
                int end = go.move(tick, masters, to, bounds.least());
                best = Math.min(best, go.cost(price) + leastCost(course, limit, price, end, to, bounds));
            }
        }
        return best;
    }
}
