package io.slotwise.model;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Times at which no scaling may begin.
 *
 * @param schedule when each begins: the five fields of cron (minute, hour, day of month, month, day of week)
 * @param duration how long each lasts, from a minute to 31 days
 * @param timeZone whose clock the schedule means
 * @param directions which scalings it puts off
 */
public record ExcludedWindow(String schedule, Duration duration, ZoneId timeZone, Directions directions) {
    private static final CronDefinition CRON = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** Which scalings are meant. */
    public enum Directions {
        ALL,
        IN,
        OUT
    }

    public ExcludedWindow {
        Checks.within("duration", Duration.ofMinutes(1), LONGEST, duration);
        firings(schedule);
    }

    /** The window's beginning, when {@code at} lies in one. */
    public Optional<Instant> around(Instant at) {
        // What is asked for is the last firing before a time, and that at the time itself counts too.
        ZonedDateTime next = at.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).atZone(timeZone);
        return firings(schedule)
                .lastExecution(next)
                .map(ZonedDateTime::toInstant)
                .filter(begin -> at.isBefore(begin.plus(duration)));
    }

    private static ExecutionTime firings(String schedule) {
        try {
            return ExecutionTime.forCron(new CronParser(CRON).parse(schedule));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "schedule '" + schedule + "' is not the five fields of cron: " + e.getMessage(), e);
        }
    }
}
