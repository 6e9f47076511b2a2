package io.slotwise.bench.part;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part showed on {@code /metrics} at one time.
 *
 * @param series values by name and labels, as they are printed
 */
public record Scrape(Map<String, Double> series) {
    private static final Pattern LINE = Pattern.compile("^([a-z_]+(?:\\{[^}]*})?) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LIMIT = Pattern.compile("\\w+_bucket\\{.*?le=\"([^\"]+)\".*");

    public Scrape {
        series = Map.copyOf(series);
    }

    static Scrape of(String text) {
        Map<String, Double> all = new TreeMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            all.put(line.group(1), value(line.group(2)));
        }
        return new Scrape(all);
    }

    private static double value(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The sum of all series of that name; 0 when there are none. */
    public double total(String name) {
        return series.entrySet().stream()
                .filter(each -> each.getKey().equals(name) || each.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** What was counted since an earlier scrape of the same process. */
    public Scrape since(Scrape earlier) {
        Map<String, Double> more = new TreeMap<>();
        series.forEach((name, value) -> more.put(name, value - earlier.series.getOrDefault(name, 0.0)));
        return new Scrape(more);
    }

    /**
     * A quantile of a histogram without labels, as Prometheus reckons it: evenly within a bucket.
     *
     * @param quantile above 0, at most 1
     * @return 0 when nothing was counted
     */
    public double quantile(String histogram, double quantile) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        series.forEach((name, count) -> {
            Matcher limit = LIMIT.matcher(name);
            if (name.startsWith(histogram + "_bucket{") && limit.matches()) {
                buckets.put(value(limit.group(1)), count);
            }
        });
        double rank = quantile
                * buckets.values().stream().mapToDouble(count -> count).max().orElse(0);
        double from = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (rank > 0 && bucket.getValue() >= rank) {
                double in = bucket.getValue() - below;
                return bucket.getKey().isInfinite() ? from : from + (bucket.getKey() - from) * (rank - below) / in;
            }
            from = bucket.getKey();
            below = bucket.getValue();
        }
        return 0;
    }
}
