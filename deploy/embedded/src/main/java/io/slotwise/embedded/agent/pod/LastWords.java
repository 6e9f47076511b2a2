package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The termination message of one run of a container, with Kubernetes' own bounds: the file that it may write, or if the
 * container asks for it and ended with an error, the end of its log.
 *
 * @param file what stands for {@code terminationMessagePath}
 * @param log what the run printed
 */
record LastWords(Path file, Path log) {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_LOG_BYTES = 2048;
    private static final int MOST_LOG_LINES = 80;

    /** Takes away what an earlier run left, and says where the container finds the file. */
    PathMapping.Mount offer(Container container) throws IOException {
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(file));
        Files.write(file, new byte[0]);
        return new PathMapping.Mount(
                Optional.ofNullable(container.getTerminationMessagePath()).orElse("/dev/termination-log"), file);
    }

    /** What was left, or empty. */
    String read(Container container, int code) throws IOException {
        String left = head();
        boolean logsToo = "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy()) && code != 0;
        return left.isEmpty() && logsToo ? tail() : left;
    }

    private String head() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private String tail() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, in.length() - MOST_LOG_BYTES);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LOG_LINES), lines.size()));
        }
    }
}
