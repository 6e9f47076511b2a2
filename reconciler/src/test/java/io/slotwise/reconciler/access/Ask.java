package io.slotwise.reconciler.access;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request asks for, in the words of RBAC.
 *
 * @param namespace empty for all, or for what is in none
 * @param verb such as {@code list}
 * @param group empty for the core one
 * @param resource plural, with the subresource behind a slash
 * @param name of the object; empty for all, or for one that is created
 */
record Ask(String namespace, String verb, String group, String resource, String name) {
    /** Empty for what Kubernetes tells everybody: its version, and which resources there are. */
    static Optional<Ask> of(String method, URI uri) {
        List<String> path = List.of(uri.getPath().substring(1).split("/", -1));
        boolean core = path.get(0).equals("api");
        int prefix = core ? 2 : 3;
        if (path.size() <= prefix) {
            return Optional.empty();
        }
        List<String> rest = path.subList(prefix, path.size());
        boolean inside = rest.get(0).equals("namespaces") && rest.size() > 2;
        List<String> tail = inside ? rest.subList(2, rest.size()) : rest;
        String resource = tail.size() > 2 ? tail.get(0) + "/" + tail.get(2) : tail.get(0);
        boolean watch = uri.getQuery() != null && uri.getQuery().contains("watch=true");
        return Optional.of(new Ask(
                inside ? rest.get(1) : "",
                verb(method, tail.size() > 1, watch),
                core ? "" : path.get(1),
                resource,
                tail.size() > 1 ? tail.get(1) : ""));
    }

    private static String verb(String method, boolean named, boolean watch) {
        return switch (method) {
            case "GET" -> watch ? "watch" : named ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> throw new IllegalArgumentException("no verb for " + method);
        };
    }

    Ask everywhere() {
        return new Ask("", verb, group, resource, name);
    }

    /** All that a role could grant so that this is granted. */
    Set<Ask> grants() {
        Ask unnamed = new Ask(namespace, verb, group, resource, "");
        return Set.copyOf(List.of(this, unnamed, everywhere(), unnamed.everywhere()));
    }
}
