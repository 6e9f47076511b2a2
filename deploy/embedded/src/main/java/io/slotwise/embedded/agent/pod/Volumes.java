package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod's volumes as folders. ConfigMaps and Secrets are written anew each time a container starts, and while it runs when
 * they have changed.
 */
record Volumes(KubernetesClient client, PodFolders folders, Pod pod) {
    /** Makes what the container mounts, and says where. */
    PathMapping mount(Container container) throws NotStartable, IOException {
        List<PathMapping.Mount> mounts = new ArrayList<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path folder = folder(volume(mount.getName()));
            Files.createDirectories(folder);
            String sub = Optional.ofNullable(mount.getSubPath()).orElse("");
            mounts.add(new PathMapping.Mount(
                    withoutSlash(mount.getMountPath()), sub.isEmpty() ? folder : folder.resolve(sub)));
        }
        PathMapping mapping = new PathMapping(mounts);
        for (VolumeMount mount : container.getVolumeMounts()) {
            fill(volume(mount.getName()), mapping);
        }
        return mapping;
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private Volume volume(String name) throws NotStartable {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> NotStartable.config("volume \"" + name + "\" is mounted but not in the pod"));
    }

    private Path folder(Volume volume) throws NotStartable {
        if (volume.getPersistentVolumeClaim() != null) {
            String name = volume.getPersistentVolumeClaim().getClaimName();
            String namespace = pod.getMetadata().getNamespace();
            PersistentVolumeClaim claim = client.persistentVolumeClaims()
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            if (claim == null) {
                throw NotStartable.config("persistentvolumeclaim \"" + name + "\" not found");
            }
            return folders.claim(namespace, name, claim.getMetadata().getUid());
        }
        boolean known = volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getEmptyDir() != null
                || volume.getProjected() != null;
        if (!known) {
            throw NotStartable.config("volume \"" + volume.getName() + "\" is of a kind that the embedded node does not"
                    + " know; use configMap, secret, projected, emptyDir or persistentVolumeClaim");
        }
        return folders.pod(pod).resolve("volumes").resolve(volume.getName());
    }

    private void fill(Volume volume, PathMapping mapping) throws NotStartable, IOException {
        References references = new References(client, pod.getMetadata().getNamespace());
        if (volume.getConfigMap() != null) {
            String name = volume.getConfigMap().getName();
            write(
                    volume,
                    found(references.configMap(name), volume.getConfigMap().getOptional(), "configmap", name),
                    volume.getConfigMap().getItems(),
                    mapping);
        } else if (volume.getSecret() != null) {
            String name = volume.getSecret().getSecretName();
            write(
                    volume,
                    found(references.secret(name), volume.getSecret().getOptional(), "secret", name),
                    volume.getSecret().getItems(),
                    PathMapping.NONE);
        } else if (volume.getProjected() != null) {
            for (VolumeProjection source : volume.getProjected().getSources()) {
                project(volume, source, references);
            }
        }
    }

    private void project(Volume volume, VolumeProjection source, References references)
            throws NotStartable, IOException {
        if (source.getServiceAccountToken() != null) {
            write(
                    volume,
                    source.getServiceAccountToken().getPath(),
                    references.token(pod, source.getServiceAccountToken()));
        } else if (source.getConfigMap() != null) {
            String name = source.getConfigMap().getName();
            write(
                    volume,
                    found(references.configMap(name), source.getConfigMap().getOptional(), "configmap", name),
                    source.getConfigMap().getItems(),
                    PathMapping.NONE);
        } else if (source.getDownwardAPI() != null) {
            for (DownwardAPIVolumeFile file : source.getDownwardAPI().getItems()) {
                write(
                        volume,
                        file.getPath(),
                        PodFields.value(pod, "", file.getFieldRef().getFieldPath()));
            }
        } else {
            throw NotStartable.config("volume \"" + volume.getName() + "\" is projected from a source that the embedded"
                    + " node does not know; use serviceAccountToken, configMap or downwardAPI");
        }
    }

    private static Map<String, byte[]> found(
            Optional<Map<String, byte[]>> entries, @Nullable Boolean optional, String kind, String name)
            throws NotStartable {
        if (entries.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new NotStartable("ContainerCreating", kind + " \"" + name + "\" not found");
        }
        return entries.orElseGet(Map::of);
    }

    private void write(Volume volume, String path, String text) throws IOException, NotStartable {
        write(volume, Map.of(path, text.getBytes(StandardCharsets.UTF_8)), List.of(), PathMapping.NONE);
    }

    private void write(Volume volume, Map<String, byte[]> entries, List<KeyToPath> items, PathMapping mapping)
            throws IOException, NotStartable {
        Path folder = folder(volume);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            Optional<KeyToPath> item = items.stream()
                    .filter(any -> any.getKey().equals(entry.getKey()))
                    .findFirst();
            if (items.isEmpty() || item.isPresent()) {
                Path file = folder.resolve(item.map(KeyToPath::getPath).orElse(entry.getKey()));
                Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
                replace(file, rewritten(entry.getValue(), mapping), volume);
            }
        }
    }

    /** A reader sees the old file or the new one, never a part. */
    private static void replace(Path file, byte[] content, Volume volume) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        Files.write(next, content);
        if (volume.getSecret() != null) {
            protect(next);
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void protect(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Configuration files name mounted paths too; what is not text is left alone. */
    private static byte[] rewritten(byte[] bytes, PathMapping mapping) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return mapping.apply(text).getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }
}
