package io.slotwise.collector.reading;

import java.util.List;
import java.util.stream.Stream;

/**
 * A field that a node's {@code INFO} should have and has not, or not as a number.
 *
 * @param field its name
 * @param problem what is wrong with it
 */
public record Gap(String field, String problem) {
    private static final List<String> EXPECTED =
            List.of("used_memory", "maxmemory", "connected_clients", "uptime_in_seconds", "total_commands_processed");

    static List<Gap> of(Report info) {
        Stream<String> cpu =
                Counters.Cpu.of(info).isPresent() ? Stream.empty() : Stream.of("used_cpu_sys", "used_cpu_user");
        return Stream.concat(EXPECTED.stream(), cpu)
                .filter(field -> info.number(field).isEmpty())
                .map(field -> new Gap(
                        field,
                        info.text(field)
                                .map(value -> "INFO says " + field + ":" + value + ", which is no number")
                                .orElse("INFO does not say " + field)))
                .toList();
    }
}
