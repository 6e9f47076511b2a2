package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadProfileTest {
    private static Demand at(String script, int seconds) {
        return LoadProfile.parse(script).at(Duration.ofSeconds(seconds));
    }

    @Test
    void theLastStepStays() {
        String script = "cpu 90 for 40s, then 12";
        assertThat(at(script, 0)).isEqualTo(new Demand(90, 0));
        assertThat(at(script, 39)).isEqualTo(new Demand(90, 0));
        assertThat(at(script, 40)).isEqualTo(new Demand(12, 0));
        assertThat(at(script, 40_000)).isEqualTo(new Demand(12, 0));
    }

    @Test
    void whatAStepDoesNotNameStaysAsItWas() {
        String script = "cpu 120% memory 64mb for 1m, then cpu 12 for 500ms; memory 1kb";
        assertThat(at(script, 59)).isEqualTo(new Demand(120, 64L << 20));
        assertThat(at(script, 60)).isEqualTo(new Demand(12, 64L << 20));
        assertThat(at(script, 61)).isEqualTo(new Demand(12, 1024));
    }

    @Test
    void nothingIsAskedAfterALastStepWithADuration() {
        assertThat(at("cpu 90 for 40s", 40)).isEqualTo(Demand.NONE);
    }

    @Test
    void aProfileCanBeginAgain() {
        String script = "cpu 90 for 10s, then 12 for 20s, repeat";
        assertThat(LoadProfile.parse(script).length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(at(script, 309)).isEqualTo(new Demand(90, 0));
        assertThat(at(script, 310)).isEqualTo(new Demand(12, 0));
    }

    @Property
    void aRepeatedProfileHasThePeriodOfItsLength(
            @ForAll @IntRange(max = 10_000) int second, @ForAll @IntRange(min = 1, max = 60) int first) {
        LoadProfile profile = LoadProfile.parse("cpu 1 for " + first + "s, cpu 2 for 7s, repeat");
        Duration at = Duration.ofSeconds(second);
        assertThat(profile.at(at)).isEqualTo(profile.at(at.plus(profile.length())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "''                        | neither 'cpu' nor 'memory'",
                "\"\"                      | it asks for nothing",
                "cpu                       | 'cpu' needs a number",
                "cpu many                  | 'many' is not a number with one of the units [%]",
                "cpu -5                    | '-5' is not a number",
                "cpu 5mb                   | '5mb' is not a number",
                "memory 5%                 | '5%' is not a number with one of the units [b, gb, kb, mb]",
                "disk 5                    | 'disk' is neither 'cpu' nor 'memory'",
                "90 for 40s                | '90' is neither 'cpu' nor 'memory'",
                "cpu 90 for                | 'for' needs one duration",
                "cpu 90 for 40             | '40' is not a number with one of the units [m, ms, s]",
                "cpu 90 for 0s             | it lasts no time",
                "cpu 90 for 40s or so      | 'for' needs one duration",
                "for 40s                   | it asks for nothing",
                "cpu 90, then 12           | nothing can follow a step without 'for <duration>'",
                "repeat                    | a load profile needs a phase to repeat",
                "cpu 9 for 1s, repeat, 9   | nothing can follow",
            })
    void aScriptThatMakesNoSenseIsRefusedWithTheReason(String script, String reason) {
        assertThatThrownBy(() -> LoadProfile.parse(script))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
