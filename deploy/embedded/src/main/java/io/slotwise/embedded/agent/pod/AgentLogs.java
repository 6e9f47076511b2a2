package io.slotwise.embedded.agent.pod;

import io.slotwise.embedded.kube.PodLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The logs of the containers of this node: one file for each run. */
public record AgentLogs(PodFolders folders) implements PodLogs {
    @Override
    public Optional<Path> file(String namespace, String pod, String container, Run run) {
        Path folder = folders.logs(namespace, pod);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Pattern name = Pattern.compile(Pattern.quote(container) + "-(\\d+)\\.log");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst = files.filter(file ->
                            name.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted(Comparator.comparingInt(AgentLogs::number).reversed())
                    .toList();
            return newestFirst.stream().skip(run == Run.PREVIOUS ? 1 : 0).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static int number(Path file) {
        String name = String.valueOf(file.getFileName());
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
    }
}
