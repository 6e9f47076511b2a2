package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where things stand on disk, below the agent's data directory. */
public record PodFolders(Path dataDir) {
    private static final int UID_DIGITS = 8;

    /** What lives as long as the pod. */
    Path pod(Pod pod) {
        return dataDir.resolve("pods")
                .resolve(pod.getMetadata().getNamespace())
                .resolve(pod.getMetadata().getName() + "-"
                        + pod.getMetadata().getUid().substring(0, UID_DIGITS));
    }

    /** What lives as long as its claim. */
    public Path claim(String namespace, String name, String uid) {
        return dataDir.resolve("volumes").resolve(namespace).resolve(name + "-" + uid);
    }

    /** Where a container leaves its last words. */
    Path lastWords(Pod pod, String container) {
        return pod(pod).resolve("last-words").resolve(container);
    }

    /** What a pod's containers print; it stays when the pod goes. */
    Path logs(String namespace, String pod) {
        return dataDir.resolve("logs").resolve(namespace).resolve(pod);
    }

    /** What one run of a container prints. */
    Path log(String namespace, String pod, String container, int run) {
        return logs(namespace, pod).resolve(container + "-" + run + ".log");
    }

    /** The list of a node's processes. */
    public Path processes(String node) {
        return dataDir.resolve("processes").resolve(node);
    }

    /** The folders of all claims, those that are gone too. */
    public List<Path> claims() throws IOException {
        Path volumes = dataDir.resolve("volumes");
        if (!Files.isDirectory(volumes)) {
            return List.of();
        }
        try (Stream<Path> all = Files.find(volumes, 2, (path, attributes) -> attributes.isDirectory())) {
            return all.filter(path -> volumes.relativize(path).getNameCount() == 2)
                    .toList();
        }
    }

    /** Deletes a folder with all that is in it; one that is not there is fine. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
