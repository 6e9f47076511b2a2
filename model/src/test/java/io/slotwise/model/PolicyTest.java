package io.slotwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slotwise.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    @SuppressWarnings("InlineFormatString") // an old record as a whole, with one gap
    private static final String OLD = """
            {"version":7,"scaling":"AUTOMATIC","minMasters":3,"cpu":{"high":70,"low":20},"memory":{"high":70,"low":30},
            "scaleCooldown":"PT1M","metricsQueryInterval":"PT15S","prometheusUrl":"http://prometheus:9090"%s}
            """;

    private static Policy read(String more) {
        return Json.read(OLD.formatted(more).getBytes(StandardCharsets.UTF_8), Policy.class);
    }

    @Test
    void aRecordOfAnOlderWriterHasTheDefaults() {
        Policy policy = read("");
        assertThat(policy.strategy()).isEqualTo(Policy.Strategy.ADAPTIVE);
        assertThat(policy.limits()).isEqualTo(Limits.NONE);
        assertThat(policy.pause()).isEqualTo(Pause.NONE);
        assertThat(policy.shadows()).isEmpty();
    }

    @Test
    void theNewRulesSurviveJson() {
        Policy policy = read("""
                ,"strategy":"THRESHOLD","limits":{"maxStep":2,"inWindow":"PT5M","excludedWindows":[{"schedule":"0 8 * * 1-5",
                "duration":"PT2H","timeZone":"Europe/Berlin","directions":"IN"}]},"pause":"OUT"
                """);
        Policy both = policy.with(List.of(new Policy.Shadow("calm", policy)));
        assertThat(Json.read(Json.bytes(both), Policy.class)).isEqualTo(both);
        assertThat(both.alone()).isEqualTo(policy);
    }

    @Test
    void aStrategyThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> read(",\"strategy\":\"GUESS\"")).hasMessageContaining("GUESS");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02T06:59:59Z, ''",
        "2026-11-02T07:00:00Z, 2026-11-02T07:00:00Z",
        "2026-11-02T08:59:59.999Z, 2026-11-02T07:00:00Z",
        "2026-11-02T09:00:00Z, ''",
        "2026-11-01T07:30:00Z, ''",
        // In summer Berlin's eight o'clock is an hour earlier.
        "2026-07-06T06:00:00Z, 2026-07-06T06:00:00Z"
    })
    void anExcludedWindowFollowsItsOwnClock(Instant at, String begin) {
        ExcludedWindow window = new ExcludedWindow(
                "0 8 * * 1-5", Duration.ofHours(2), ZoneId.of("Europe/Berlin"), ExcludedWindow.Directions.ALL);
        assertThat(window.around(at).map(Instant::toString).orElse("")).isEqualTo(begin);
    }

    @Test
    void theDayOfMonthAndTheDayOfWeekAreAlternativesAsCronHasThem() {
        ExcludedWindow window =
                new ExcludedWindow("0 0 13 * 5", Duration.ofDays(1), ZoneId.of("UTC"), ExcludedWindow.Directions.ALL);
        assertThat(window.around(Instant.parse("2026-11-06T12:00:00Z"))).isPresent();
        assertThat(window.around(Instant.parse("2026-10-13T12:00:00Z"))).isPresent();
        assertThat(window.around(Instant.parse("2026-10-14T12:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"* * * *", "61 * * * *", "0 2 * * * *", "daily"})
    void aScheduleThatIsNoCronIsRefused(String schedule) {
        assertThatThrownBy(() -> new ExcludedWindow(
                        schedule, Duration.ofHours(2), ZoneId.of("UTC"), ExcludedWindow.Directions.ALL))
                .hasMessageStartingWith("schedule '" + schedule + "' is not the five fields of cron");
    }
}
