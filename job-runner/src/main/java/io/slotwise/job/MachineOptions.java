package io.slotwise.job;

import io.slotwise.job.plan.Machines;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What pods run on. */
final class MachineOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--machine",
            paramLabel = "POD=NAME",
            description =
                    "The machine that a pod runs on; repeat it for every one. New replicas go to other machines than"
                            + " their masters, as far as that can be.")
    private List<String> machines = List.of();

    Machines machines() {
        Map<String, String> byPod = new TreeMap<>();
        for (String text : machines) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new ParameterException(
                        spec.commandLine(), "a machine is written --machine POD=NAME, not '" + text + "'");
            }
            byPod.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return new Machines(byPod);
    }
}
