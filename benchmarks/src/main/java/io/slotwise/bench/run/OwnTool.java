package io.slotwise.bench.run;

import io.slotwise.embedded.agent.JavaImage;
import io.slotwise.job.JobCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * {@code slotwise job reshard}, as a user or a Kubernetes Job runs it: a JVM that starts cold.
 *
 * @param pace {@code default} or {@code fast}
 */
public record OwnTool(String pace) implements Mover {
    private static final String DEFAULT_PACE = "default";

    /** The paces that this build's job runner knows. */
    public static List<String> paces() {
        CommandLine reshard = new CommandLine(new JobCommand()).getSubcommands().get("reshard");
        return reshard != null && reshard.getCommandSpec().findOption("--pace") != null
                ? List.of(DEFAULT_PACE, "fast")
                : List.of(DEFAULT_PACE);
    }

    @Override
    public String label() {
        return "slotwise pace " + pace;
    }

    @Override
    public List<String> command(Task task) {
        List<String> words =
                new ArrayList<>(JavaImage.jobRunner(JobCommand.class.getName()).command());
        words.addAll(List.of("reshard", "--seed", task.destination().address(), "--yes"));
        words.addAll(List.of("--to", task.destination().id()));
        // From several masters it takes the receiver's fair share, which it works out itself.
        if (task.sources().size() == 1) {
            words.addAll(List.of("--from", task.sources().get(0).id(), "--slots", Integer.toString(task.slots())));
        }
        if (!pace.equals(DEFAULT_PACE)) {
            words.addAll(List.of("--pace", pace));
        }
        return List.copyOf(words);
    }
}
