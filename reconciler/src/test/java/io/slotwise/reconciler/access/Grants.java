package io.slotwise.reconciler.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the roles of some manifests grant.
 *
 * @param all one for each verb of each resource; without a namespace it holds in each of them, without a name for each object
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
        List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream()
                                .flatMap(verb ->
                                        names.stream().map(name -> new Ask(namespace, verb, group, resource, name)))));
    }

    /** Whether a role lets it through; a wildcard lets nothing through, for there should be none. */
    boolean allow(Ask ask) {
        return ask.grants().stream().anyMatch(all::contains);
    }

    /** Those that none of the asks needs. */
    Set<Ask> notNeededBy(Set<Ask> asks) {
        Set<Ask> needed = asks.stream().flatMap(ask -> ask.grants().stream()).collect(Collectors.toSet());
        return all.stream().filter(grant -> !needed.contains(grant)).collect(Collectors.toSet());
    }
}
