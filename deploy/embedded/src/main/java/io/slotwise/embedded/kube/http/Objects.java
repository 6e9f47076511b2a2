package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.kind.ResourceKind.Trait;
import io.slotwise.embedded.kube.patch.Patches;
import io.slotwise.embedded.kube.patch.ServerSideApply;
import io.slotwise.embedded.kube.rest.Address;
import io.slotwise.embedded.kube.rest.Admissions;
import io.slotwise.embedded.kube.rest.Creation;
import io.slotwise.embedded.kube.rest.DeleteOptions;
import io.slotwise.embedded.kube.rest.Deletion;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.rest.Update;
import io.slotwise.embedded.kube.store.Nodes;
import io.slotwise.embedded.kube.store.Selector;
import io.slotwise.embedded.kube.store.Store;
import java.time.Instant;
import java.util.List;

/** The verbs on objects: get, list, watch, create, update, patch, delete. */
final class Objects {
    private static final String APPLY = "application/apply-patch";

    private final Store store;
    private final Creation creation;
    private final Update update;
    private final Deletion deletion;
    private final Scales scales;
    private final Logs logs;
    private final Admissions admissions;

    Objects(Store store, Creation creation, Update update, Deletion deletion, Admissions admissions, Logs logs) {
        this.admissions = admissions;
        this.store = store;
        this.creation = creation;
        this.update = update;
        this.deletion = deletion;
        this.scales = new Scales(store, update);
        this.logs = logs;
    }

    Reply answer(Address address, Call call) {
        return switch (address.subresource()) {
            case "" -> address.name().isEmpty() ? onMany(address, call) : onOne(address, call);
            case "status", "finalize" -> onOne(address, call);
            case "scale" -> scaled(address, call);
            case "binding" -> bind(address, call);
            case "log" -> logs.answer(address, call);
            case "exec", "attach", "portforward", "proxy" -> throw Refusal.notEmulated(address.subresource());
            default -> throw Refusal.noSuchPath();
        };
    }

    private Reply scaled(Address address, Call call) {
        if (!address.kind().has(Trait.SCALE)) {
            throw Refusal.noSuchPath();
        }
        return scales.answer(address, call);
    }

    /** Takes a pod to a node, once and for all. */
    private Reply bind(Address address, Call call) {
        if (!address.kind().id().equals(Kinds.PODS)) {
            throw Refusal.noSuchPath();
        }
        if (!call.method().equals("POST")) {
            throw Refusal.methodNotAllowed();
        }
        ObjectNode binding = call.object();
        update.update(address.whole(), pod -> bound(address, pod, binding), call.durability());
        return Reply.json(
                201,
                Nodes.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success"));
    }

    private static ObjectNode bound(Address address, ObjectNode pod, ObjectNode binding) {
        String present = Nodes.text(pod, "spec.nodeName");
        if (!present.isEmpty()) {
            throw Refusal.conflict(
                    address.kind().id(),
                    address.name(),
                    "pod " + address.name() + " is already assigned to node \"" + present + "\"");
        }
        if (binding.at("/metadata/uid").isTextual()) {
            Nodes.child(pod, "metadata").set("uid", binding.at("/metadata/uid"));
        }
        Nodes.child(pod, "spec").set("nodeName", binding.at("/target/name"));
        return pod;
    }

    private Reply onMany(Address address, Call call) {
        return switch (call.method()) {
            case "GET" -> call.flag("watch") ? watch(address, call) : list(address, call);
            case "POST" -> create(address, call);
            case "DELETE" -> deleteMany(address, call);
            default -> throw Refusal.methodNotAllowed();
        };
    }

    private Reply onOne(Address address, Call call) {
        if (address.isStatus() && !address.kind().has(Trait.STATUS)) {
            throw Refusal.noSuchPath();
        }
        return switch (call.method()) {
            case "GET" -> one(200, address, call, present(address));
            case "PUT" -> one(200, address, call, put(address, call));
            case "PATCH" ->
                call.contentType().startsWith(APPLY)
                        ? apply(address, call)
                        : one(200, address, call, patch(address, call));
            case "DELETE" -> delete(address, call);
            default -> throw Refusal.methodNotAllowed();
        };
    }

    private ObjectNode present(Address address) {
        return store.get(address.key())
                .orElseThrow(() -> Refusal.notFound(address.kind().id(), address.name()));
    }

    private static Reply one(int code, Address address, Call call, ObjectNode object) {
        return Reply.json(
                code, Representation.of(call, address.kind(), address.version()).one(object));
    }

    private Selector selector(Address address, Call call) {
        try {
            return Selector.namespace(address.namespace())
                    .and(Selector.labels(call.parameter("labelSelector")))
                    .and(Selector.fields(call.parameter("fieldSelector")));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Reply list(Address address, Call call) {
        Selector selector = selector(address, call);
        return store.atomically(() -> {
            List<ObjectNode> found = store.list(address.kind().id(), address.namespace(), selector);
            return Reply.ok(
                    Representation.of(call, address.kind(), address.version()).many(found, store.revision()));
        });
    }

    private Reply watch(Address address, Call call) {
        if (!call.upgrade().isEmpty() && !call.upgrade().equals("h2c")) {
            // Clients that ask for a WebSocket take this as "not here" and come back with plain HTTP.
            return Reply.text("watches are plain HTTP here");
        }
        return WatchStream.open(store, address, selector(address, call), call);
    }

    private Reply create(Address address, Call call) {
        ObjectNode body = read(address, call);
        return one(201, address, call, creation.create(inNamespace(address, body), body, call.durability()));
    }

    private static Address inNamespace(Address address, ObjectNode body) {
        if (!address.kind().isNamespaced() || !address.namespace().isEmpty()) {
            return address;
        }
        String namespace = Nodes.text(body, "metadata.namespace");
        return new Address(address.kind(), address.version(), namespace.isEmpty() ? "default" : namespace, "", "");
    }

    private ObjectNode put(Address address, Call call) {
        ObjectNode body = read(address, call);
        return update.update(address, before -> body, call.durability());
    }

    private ObjectNode patch(Address address, Call call) {
        Patches format = Patches.of(call.contentType());
        if (format == Patches.STRATEGIC && address.kind().definition().isPresent()) {
            throw Refusal.unsupportedMediaType("strategic merge patch is not supported for custom resources");
        }
        JsonNode patch = call.tree();
        checkFields(address, call, patch);
        return update.update(address, before -> format.apply(before, patch), call.durability());
    }

    private Reply apply(Address address, Call call) {
        ObjectNode given = read(address, call);
        if (call.parameter("fieldManager").isEmpty()) {
            throw Refusal.badRequest("fieldManager is required for apply patch");
        }
        ServerSideApply apply =
                new ServerSideApply(call.parameter("fieldManager"), address.subresource(), Instant.now());
        return store.atomically(() -> {
            if (store.get(address.key()).isEmpty() && !address.isStatus()) {
                ObjectNode named = given.deepCopy();
                Nodes.child(named, "metadata").put("name", address.name());
                ObjectNode first = apply.apply(Nodes.object(), named);
                return one(201, address, call, creation.create(address, first, call.durability()));
            }
            return one(
                    200,
                    address,
                    call,
                    update.update(address, before -> apply.apply(before, given), call.durability()));
        });
    }

    private Reply delete(Address address, Call call) {
        ObjectNode last = deletion.delete(address.key(), options(address.kind(), call));
        return one(200, address, call, last);
    }

    private Reply deleteMany(Address address, Call call) {
        Selector selector = selector(address, call);
        DeleteOptions options = options(address.kind(), call);
        store.list(address.kind().id(), address.namespace(), selector).stream()
                .map(object -> Store.key(address.kind().id(), object))
                .filter(key -> store.get(key).isPresent())
                .forEach(key -> deletion.delete(key, options));
        return list(address, call);
    }

    private static DeleteOptions options(ResourceKind kind, Call call) {
        ObjectNode options = call.object();
        if (!call.parameter("propagationPolicy").isEmpty()) {
            options.put("propagationPolicy", call.parameter("propagationPolicy"));
        }
        if (!call.parameter("gracePeriodSeconds").isEmpty()) {
            options.put("gracePeriodSeconds", call.number("gracePeriodSeconds", 0));
        }
        return DeleteOptions.of(kind.id(), options, call.durability());
    }

    private ObjectNode read(Address address, Call call) {
        ObjectNode body = call.object();
        checkFields(address, call, body);
        String kind = body.path("kind").asText("");
        if (!kind.isEmpty() && !kind.equals(address.kind().kind())) {
            throw Refusal.badRequest("the object is a " + kind + ", but the path is for "
                    + address.kind().kind());
        }
        return body;
    }

    private void checkFields(Address address, Call call, JsonNode body) {
        if (call.parameter("fieldValidation").equals("Strict") && body instanceof ObjectNode given) {
            admissions.of(address.kind(), address.version()).onStrict(given);
        }
    }
}
