package io.slotwise.standalone.console.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Points over time, oldest first, never more than the limit: the older half becomes coarser when it is reached. */
final class Trend {
    /** A point this little older than the newest one is a straggler; one that is older still means that a clock was set. */
    private static final long STRAGGLER_MILLIS = Duration.ofMinutes(2).toMillis();

    private Trend() {}

    /**
     * The trend with {@code point} in it. A straggler is left out. When the clock was set back, the points from a future
     * that has not come yet are dropped.
     */
    static List<Point> with(List<Point> trend, Point point, Limits limits) {
        if (trend.isEmpty()) {
            return List.of(point);
        }
        Point newest = trend.get(trend.size() - 1);
        if (point.at() <= newest.at() && newest.at() - point.at() < STRAGGLER_MILLIS) {
            return trend;
        }
        long oldest = point.at() - limits.span().toMillis();
        List<Point> next = new ArrayList<>(trend.size() + 1);
        trend.stream()
                .filter(each -> each.at() >= oldest && each.at() < point.at())
                .forEach(next::add);
        next.add(point.sharing(newest.pods()));
        return List.copyOf(next.size() > limits.points() ? coarser(next) : next);
    }

    private static List<Point> coarser(List<Point> trend) {
        int half = trend.size() / 2;
        List<Point> next = new ArrayList<>(trend.size());
        for (int i = 0; i < half; i++) {
            Point point = trend.get(i);
            if (i + 1 < half && point.pods().equals(trend.get(i + 1).pods())) {
                next.add(point.peak(trend.get(i + 1)));
                i++;
            } else {
                next.add(point);
            }
        }
        next.addAll(trend.subList(half, trend.size()));
        // When masters change at every point nothing can be folded, and the oldest goes.
        return next.size() < trend.size() ? next : next.subList(1, next.size());
    }
}
