package io.slotwise.reconciler.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the roles of some manifests grant.
 *
 * @param all one for each verb of each resource; without a namespace it holds in each of them
 */
record Grants(Set<Ask> all) {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    Grants {
        all = Set.copyOf(all);
    }

    static Grants in(Path manifests) throws IOException {
        return new Grants(Stream.of(Files.readString(manifests).split("(?m)^---$", -1))
                .map(document -> (HasMetadata) SERIALIZATION.unmarshal(document))
                .flatMap(Grants::of)
                .collect(Collectors.toSet()));
    }

    private static Stream<Ask> of(HasMetadata object) {
        if (object instanceof ClusterRole role) {
            return role.getRules().stream().flatMap(rule -> of("", rule));
        }
        return object instanceof Role role
                ? role.getRules().stream().flatMap(rule -> of(role.getMetadata().getNamespace(), rule))
                : Stream.empty();
    }

    private static Stream<Ask> of(String namespace, PolicyRule rule) {
        if (!rule.getResourceNames().isEmpty()) {
            throw new AssertionError("a rule for single objects, which is not understood here: " + rule);
        }
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource ->
                                rule.getVerbs().stream().map(verb -> new Ask(namespace, verb, group, resource))));
    }

    /** Whether a role lets it through; a wildcard lets nothing through, for there should be none. */
    boolean allow(Ask ask) {
        return all.contains(ask) || all.contains(ask.everywhere());
    }

    /** Those that none of the asks needs. */
    Set<Ask> notNeededBy(Set<Ask> asks) {
        Set<Ask> needed =
                asks.stream().flatMap(ask -> Stream.of(ask, ask.everywhere())).collect(Collectors.toSet());
        return all.stream().filter(grant -> !needed.contains(grant)).collect(Collectors.toSet());
    }
}
