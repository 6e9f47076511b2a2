package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far, how often and when a person lets the number of masters change. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScalingSpec(
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription("Most masters that one scaling adds or removes. Without it, as many as the load says.")
        @Nullable
        Integer maxStep,

        @Min(0)
        @Max(86400)
        @JsonPropertyDescription(
                "Seconds for which the load must have asked for more masters. Without it, two samples, or with strategy"
                        + " adaptive as many as the cluster's own short loads say.")
        @Nullable
        Integer outWindowSeconds,

        @Min(0)
        @Max(86400)
        @JsonPropertyDescription(
                "Seconds for which the load must have allowed fewer masters. Without it, what the strategy waits for.")
        @Nullable
        Integer inWindowSeconds,

        @Pattern("^[0-9]+(\\.[0-9]+)?(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @JsonPropertyDescription("Most bytes that scalings may move in 24 hours, such as 50Gi.")
        @Nullable
        String maxBytesPerDay,

        @Min(1) @Max(1000) @JsonPropertyDescription("Most scalings in 24 hours.") @Nullable
        Integer maxScalingsPerDay,

        @Size(max = 10) @JsonPropertyDescription("Times at which no scaling begins.")
        List<ExcludedWindowSpec> excludedWindows,

        @Default("auto")
        @JsonPropertyDescription(
                "auto acts early on load that is foreseen, while that serves better than waiting for it; off never does.")
        Forecast forecast) {
    public static final ScalingSpec NONE = new ScalingSpec(null, null, null, null, null, List.of(), Forecast.AUTO);

    /** Whether load that is foreseen may be acted on. */
    public enum Forecast {
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("off")
        OFF
    }

    /** Times at which no scaling begins. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(
            value = "self.schedule.matches('^ *[^ ]+( +[^ ]+){4} *$')",
            message = "schedule must have the five fields of cron: minute, hour, day of month, month, day of week")
    @ValidationRule(
            value = "self.duration.matches('^([0-9]{1,3}h)?([0-9]{1,5}m)?$') && self.duration.matches('[1-9]')",
            message = "duration must be hours and minutes, such as 2h, 90m or 1h30m")
    public record ExcludedWindowSpec(
            @Required
            @Size(max = 100)
            @JsonPropertyDescription("When each begins: the five fields of cron, such as 0 8 * * 1-5.")
            String schedule,

            @Required @Size(max = 20) @JsonPropertyDescription("How long each lasts, such as 2h or 1h30m.")
            String duration,

            @Default("UTC")
            @Size(max = 50)
            @JsonPropertyDescription("Whose clock the schedule means, such as Europe/Berlin.")
            String timeZone,

            @Default("all") @JsonPropertyDescription("Which scalings are put off: all, in or out.")
            Directions directions) {

        /** Which scalings are meant. */
        public enum Directions {
            @JsonProperty("all")
            ALL,
            @JsonProperty("in")
            IN,
            @JsonProperty("out")
            OUT
        }

        public ExcludedWindowSpec {
            timeZone = Objects.requireNonNullElse(timeZone, "UTC");
            directions = Objects.requireNonNullElse(directions, Directions.ALL);
        }
    }

    public ScalingSpec {
        excludedWindows = List.copyOf(Objects.requireNonNullElse(excludedWindows, List.of()));
        forecast = Objects.requireNonNullElse(forecast, Forecast.AUTO);
    }
}
