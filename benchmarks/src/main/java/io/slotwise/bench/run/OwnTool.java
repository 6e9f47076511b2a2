package io.slotwise.bench.run;

import io.slotwise.embedded.agent.JavaImage;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code slotwise job reshard}, as a user or a Kubernetes Job runs it: a JVM that starts cold.
 *
 * @param pace {@code default} or {@code fast}
 */
public record OwnTool(String pace) implements Mover {
    @Override
    public String label() {
        return "slotwise pace " + pace;
    }

    @Override
    public List<String> command(Task task) {
        List<String> words = new ArrayList<>(
                JavaImage.jobRunner("io.slotwise.job.JobCommand").command());
        words.addAll(List.of("reshard", "--seed", task.destination().address()));
        task.sources().forEach(source -> words.addAll(List.of("--from", source.id())));
        words.addAll(List.of("--to", task.destination().id(), "--slots", Integer.toString(task.slots())));
        words.addAll(List.of("--pace", pace, "--yes"));
        return List.copyOf(words);
    }
}
