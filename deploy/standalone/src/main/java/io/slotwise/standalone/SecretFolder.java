package io.slotwise.standalone;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A Secret as a folder with a file for each key, which follows its changes as the volume of a pod would. */
final class SecretFolder implements AutoCloseable {
    private final Path folder;
    private final SharedIndexInformer<Secret> informer;

    private SecretFolder(KubernetesClient kubernetes, String namespace, String name, Path folder) {
        this.folder = folder;
        this.informer = kubernetes
                .secrets()
                .inNamespace(namespace)
                .withName(name)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Secret secret) {
                        write(secret);
                    }

                    @Override
                    public void onUpdate(Secret before, Secret secret) {
                        write(secret);
                    }

                    @Override
                    public void onDelete(Secret secret, boolean isLastStateUnknown) {
                        // A mounted Secret that is deleted leaves its files where they are.
                    }
                });
    }

    /**
     * Follows the Secret, which need not be there yet.
     *
     * @throws UncheckedIOException when the folder cannot be made
     */
    static SecretFolder follow(KubernetesClient kubernetes, String namespace, String name, Path folder) {
        try {
            return new SecretFolder(kubernetes, namespace, name, Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }

    private void write(Secret secret) {
        Optional.ofNullable(secret.getData()).orElse(Map.of()).forEach((key, value) -> {
            try {
                write(folder.resolve(key), Base64.getDecoder().decode(value));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + folder.resolve(key), e);
            }
        });
    }

    /** A reader sees the old file or the new one, never a part, and nobody else sees it at all. */
    private static void write(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        Files.write(next, content);
        if (Files.getFileStore(next).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        informer.close();
    }
}
