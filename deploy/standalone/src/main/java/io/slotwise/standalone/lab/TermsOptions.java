package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import io.slotwise.streams.replay.Limits;
import io.slotwise.streams.replay.Price;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What policies are tried under; the same for all commands that try them. */
final class TermsOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "FILE|CR",
            description =
                    "The rules to begin with: a RedisCluster manifest, NAMESPACE/NAME of one in Kubernetes, or CR for those"
                            + " that were recorded. Default: CR where there are any, else a default: cpuThreshold 89/80.")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--price",
            paramLabel = "PRICE",
            defaultValue = "mh=1,violation=0.5,scaling=0.25",
            description = "What a master-hour, a violation minute and a scaling cost (default: ${DEFAULT-VALUE}).")
    private String price = "";

    @Option(
            names = "--violation",
            paramLabel = "PERCENT",
            defaultValue = "90",
            description = "From when on the hottest master counts as overloaded (default: ${DEFAULT-VALUE}).")
    private double violation;

    /**
     * The options as they were read, each checked.
     *
     * @param rules those that were named; empty for recorded ones or the default
     * @param recorded whether recorded ones were asked for
     * @param violation percent
     */
    record Given(Optional<Policy> rules, boolean recorded, Price price, double violation) {
        Trial.Terms with(Policy policy) {
            return Trial.Terms.of(policy, violation, price);
        }
    }

    Given given() {
        Price prices = OptionValue.read(spec, "--price", price, Price::parse);
        OptionValue.read(spec, "--violation", violation, Limits::violationAt);
        return new Given(
                policy.flatMap(text -> OptionValue.read(spec, "--policy", text, PolicySource::read)),
                policy.filter(PolicySource::isRecorded).isPresent(),
                prices,
                violation);
    }
}
