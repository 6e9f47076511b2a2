package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/** Binds every claim: a folder is always to be had. */
final class ClaimController implements Controller {
    private final KubernetesClient client;

    ClaimController(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void pass() {
        client.persistentVolumeClaims().inAnyNamespace().list().getItems().stream()
                .filter(claim -> !isBound(claim))
                .forEach(claim -> Attempt.at(claim, () -> bind(claim)));
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
