package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.slotwise.embedded.agent.Scope;
import io.slotwise.embedded.agent.pod.PodFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds every claim, as a folder is always to be had, and deletes the folders of claims that are gone. */
final class ClaimController implements Controller {
    private static final Logger log = LoggerFactory.getLogger(ClaimController.class);

    private final KubernetesClient client;
    private final Scope scope;
    private final PodFolders folders;

    ClaimController(KubernetesClient client, Scope scope, PodFolders folders) {
        this.client = client;
        this.scope = scope;
        this.folders = folders;
    }

    @Override
    public void pass() {
        try {
            List<Path> present = folders.claims();
            List<PersistentVolumeClaim> claims =
                    scope.of(client.persistentVolumeClaims()).list().getItems();
            claims.stream().filter(claim -> !isBound(claim)).forEach(claim -> Attempt.at(claim, () -> bind(claim)));
            reclaim(present, claims);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("A volume's folder cannot be deleted");
        }
    }

    /** The folders were listed before the claims, so that a new claim's folder is not taken for a lost one. */
    private void reclaim(List<Path> present, List<PersistentVolumeClaim> claims) throws IOException {
        Set<Path> wanted = claims.stream()
                .map(claim -> folders.claim(
                        claim.getMetadata().getNamespace(),
                        claim.getMetadata().getName(),
                        claim.getMetadata().getUid()))
                .collect(Collectors.toSet());
        List<Path> lost =
                present.stream().filter(folder -> !wanted.contains(folder)).toList();
        for (Path folder : lost) {
            if (!isMounted(folder)) {
                PodFolders.delete(folder);
            }
        }
    }

    private boolean isMounted(Path folder) {
        return scope.of(client.pods()).list().getItems().stream()
                .flatMap(pod -> pod.getSpec().getVolumes().stream()
                        .filter(volume -> volume.getPersistentVolumeClaim() != null)
                        .map(volume -> folders.claim(
                                pod.getMetadata().getNamespace(),
                                volume.getPersistentVolumeClaim().getClaimName(),
                                "")))
                .anyMatch(claim -> folder.toString().startsWith(claim.toString()));
    }

    private static boolean isBound(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getStatus())
                .filter(status -> "Bound".equals(status.getPhase()))
                .isPresent();
    }

    private void bind(PersistentVolumeClaim claim) {
        PersistentVolumeClaim bound = new PersistentVolumeClaimBuilder(claim)
                .editMetadata()
                .withResourceVersion(null)
                .endMetadata()
                .withNewStatus()
                .withPhase("Bound")
                .withAccessModes(claim.getSpec().getAccessModes())
                .endStatus()
                .build();
        client.resource(bound).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE));
    }
}
