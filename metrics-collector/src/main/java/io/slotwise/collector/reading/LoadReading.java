package io.slotwise.collector.reading;

import io.slotwise.model.NodeSample.Load;
import io.slotwise.model.Sample.Source;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one node uses, and who said so.
 *
 * @param load the values
 * @param source {@code PROMETHEUS} when a percentage rests on a value from there
 */
record LoadReading(Load load, Source source) {
    static LoadReading of(String pod, Report info, Counters now, Rates rates, Supplement supplement) {
        OptionalLong maxmemory = positive(info.count("maxmemory"));
        OptionalLong limit = maxmemory.isPresent() ? maxmemory : supplement.memoryLimitOf(pod);
        OptionalDouble cpu = now.cpu().isPresent() ? rates.cpuPercent() : supplement.cpuOf(pod);
        OptionalLong used = info.count("used_memory");
        Load load = new Load(
                cpu,
                percent(used, limit),
                used,
                limit,
                rates.opsPerSecond(),
                OptionalLong.of(info.parts("db0").count("keys").orElse(0)),
                info.count("connected_clients"),
                info.count("uptime_in_seconds"),
                link(info),
                rates.hotSlots());
        boolean filled =
                (maxmemory.isEmpty() && limit.isPresent()) || (now.cpu().isEmpty() && cpu.isPresent());
        return new LoadReading(load, filled ? Source.PROMETHEUS : Source.REDIS);
    }

    private static OptionalLong positive(OptionalLong value) {
        return value.orElse(0) > 0 ? value : OptionalLong.empty();
    }

    private static OptionalDouble percent(OptionalLong part, OptionalLong whole) {
        return part.isPresent() && whole.isPresent()
                ? OptionalDouble.of(100.0 * part.getAsLong() / whole.getAsLong())
                : OptionalDouble.empty();
    }

    private static Optional<Load.Link> link(Report info) {
        return info.text("master_link_status").map(status -> status.equals("up") ? Load.Link.UP : Load.Link.DOWN);
    }
}
