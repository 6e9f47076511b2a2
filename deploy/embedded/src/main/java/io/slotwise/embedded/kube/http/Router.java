package io.slotwise.embedded.kube.http;

import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.rest.Address;
import io.slotwise.embedded.kube.rest.Refusal;
import java.util.List;
import java.util.Optional;

/** Where a path leads: to the server's own documents, or to objects. */
final class Router {
    private final Kinds kinds;
    private final Discovery discovery;
    private final Objects objects;

    Router(Kinds kinds, Discovery discovery, Objects objects) {
        this.kinds = kinds;
        this.discovery = discovery;
        this.objects = objects;
    }

    Reply answer(Call call) {
        List<String> path = call.path();
        return document(path).map(Reply::ok).or(() -> probe(path)).orElseGet(() -> objects.answer(address(path), call));
    }

    private static Optional<Reply> probe(List<String> path) {
        boolean probed =
                path.size() == 1 && List.of("healthz", "livez", "readyz").contains(path.get(0));
        return probed ? Optional.of(Reply.text("ok")) : Optional.empty();
    }

    private Optional<com.fasterxml.jackson.databind.node.ObjectNode> document(List<String> path) {
        return switch (String.join("/", path)) {
            case "" -> Optional.of(discovery.paths());
            case "version" -> Optional.of(Discovery.version());
            case "api" -> Optional.of(Discovery.coreVersions());
            case "apis" -> Optional.of(discovery.groups());
            case "openapi/v3" -> Optional.of(discovery.openApi().index());
            default -> versioned(path);
        };
    }

    private Optional<com.fasterxml.jackson.databind.node.ObjectNode> versioned(List<String> path) {
        if (path.size() > 3 && path.get(0).equals("openapi")) {
            return discovery.openApi().document(path.subList(2, path.size()));
        }
        boolean apis = path.get(0).equals("apis");
        if (apis && path.size() == 2) {
            return discovery.group(path.get(1));
        }
        if (apis && path.size() == 3) {
            return discovery.resources(path.get(1), path.get(2));
        }
        return path.get(0).equals("api") && path.size() == 2 ? discovery.resources("", path.get(1)) : Optional.empty();
    }

    /** Reads {@code /api/v1/…} or {@code /apis/group/version/…}, then namespace, plural, name and subresource. */
    private Address address(List<String> path) {
        boolean core = !path.isEmpty() && path.get(0).equals("api");
        int head = core ? 2 : 3;
        if (path.size() <= head || !(core || path.get(0).equals("apis"))) {
            throw Refusal.noSuchPath();
        }
        String group = core ? "" : path.get(1);
        String version = path.get(head - 1);
        List<String> rest = path.subList(head, path.size());
        boolean inNamespace = rest.size() > 2
                && rest.get(0).equals("namespaces")
                && !List.of("status", "finalize").contains(rest.get(2));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> tail = inNamespace ? rest.subList(2, rest.size()) : rest;
        ResourceKind kind = kinds.find(group, version, tail.get(0)).orElseThrow(Refusal::noSuchPath);
        String name = tail.size() > 1 ? tail.get(1) : "";
        String subresource = String.join("/", tail.subList(Math.min(2, tail.size()), tail.size()));
        if (kind.isNamespaced() && !name.isEmpty() && namespace.isEmpty()) {
            throw Refusal.noSuchPath();
        }
        return new Address(kind, version, namespace, name, subresource);
    }
}
