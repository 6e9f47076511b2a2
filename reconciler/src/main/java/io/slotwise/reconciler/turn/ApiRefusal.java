package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;

/**
 * An answer of the API server that no further try will change, but a person may: a quota, an admission policy, a role or a
 * namespace that is not there.
 */
final class ApiRefusal {
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> FINAL = Set.of(400, 403, 413, 422);

    private ApiRefusal() {}

    /** What the server says, with what to do; empty when it may say otherwise at the next try. */
    static Optional<String> sentence(KubernetesClientException answer) {
        boolean lacksNamespace = answer.getCode() == NOT_FOUND && "namespaces".equals(kind(answer));
        return Optional.ofNullable(answer.getStatus())
                .filter(status -> lacksNamespace || FINAL.contains(answer.getCode()))
                .map(Status::getMessage)
                .map(message -> OneLine.of("Kubernetes refuses it: " + message)
                        + (lacksNamespace
                                ? ": create that namespace"
                                : "; see which quota, admission policy or role says so. It is tried again every 10 s"));
    }

    private static String kind(KubernetesClientException answer) {
        return Optional.ofNullable(answer.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getDetails()))
                .map(details -> String.valueOf(details.getKind()))
                .orElse("");
    }
}
