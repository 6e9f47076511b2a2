package io.slotwise.job;

import io.slotwise.job.redis.Address;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which nodes. */
final class NodeOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--node",
            required = true,
            paramLabel = "POD=HOST:PORT",
            description = "A node of the cluster; repeat it for every one.")
    private List<String> nodes = List.of();

    List<Address> addresses() {
        try {
            List<Address> addresses = nodes.stream().map(Address::parse).toList();
            if (addresses.stream().map(Address::pod).distinct().count() < addresses.size()) {
                throw new IllegalArgumentException("two --node options have the same name");
            }
            return addresses;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
