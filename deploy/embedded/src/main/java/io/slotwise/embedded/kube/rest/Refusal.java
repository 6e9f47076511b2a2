package io.slotwise.embedded.kube.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.store.KindId;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;
import java.util.stream.Collectors;

/** A request that is refused, at whatever depth it turns out: an HTTP status and Kubernetes' {@code Status} object. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    private Refusal(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /**
     * One thing that is wrong with an object.
     *
     * @param field its path, such as {@code spec.masters}
     * @param message such as {@code Invalid value: 0: must be at least 1}
     * @param reason Kubernetes' word, such as {@code FieldValueInvalid}
     */
    public record Cause(String field, String message, String reason) {
        public static Cause invalid(String field, String message) {
            return new Cause(field, message, "FieldValueInvalid");
        }

        public static Cause forbidden(String field, String message) {
            return new Cause(field, "Forbidden: " + message, "FieldValueForbidden");
        }

        public static Cause required(String field) {
            return new Cause(field, "Required value", "FieldValueRequired");
        }

        String sentence() {
            return field.isEmpty() ? message : field + ": " + message;
        }
    }

    public static Refusal notFound(KindId kind, String name) {
        return new Refusal(404, "NotFound", kind + " \"" + name + "\" not found", details(kind, name));
    }

    /** The path itself leads nowhere. */
    public static Refusal noSuchPath() {
        return new Refusal(404, "NotFound", "the server could not find the requested resource", Nodes.object());
    }

    public static Refusal alreadyExists(KindId kind, String name) {
        return new Refusal(409, "AlreadyExists", kind + " \"" + name + "\" already exists", details(kind, name));
    }

    public static Refusal conflict(KindId kind, String name, String why) {
        return new Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind + " \"" + name + "\": " + why,
                details(kind, name));
    }

    public static Refusal invalid(ResourceKind kind, String name, List<Cause> causes) {
        String list = causes.stream().map(Cause::sentence).collect(Collectors.joining(", "));
        ObjectNode details = details(kind.id(), name).put("kind", kind.kind());
        ArrayNode array = details.putArray("causes");
        causes.forEach(cause -> array.addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
        return new Refusal(
                422,
                "Invalid",
                kind.qualifiedKind() + " \"" + name + "\" is invalid: " + (causes.size() > 1 ? "[" + list + "]" : list),
                details);
    }

    public static Refusal unprocessable(String message) {
        return new Refusal(422, "Invalid", message, Nodes.object());
    }

    public static Refusal badRequest(String message) {
        return new Refusal(400, "BadRequest", message, Nodes.object());
    }

    public static Refusal forbidden(KindId kind, String name, String why) {
        return new Refusal(403, "Forbidden", kind + " \"" + name + "\" is forbidden: " + why, details(kind, name));
    }

    /** The watcher asked for more history than there is. */
    public static Refusal expired(String revision) {
        return new Refusal(410, "Expired", "too old resource version: " + revision, Nodes.object());
    }

    public static Refusal methodNotAllowed() {
        return new Refusal(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Nodes.object());
    }

    public static Refusal unsupportedMediaType(String message) {
        return new Refusal(415, "UnsupportedMediaType", message, Nodes.object());
    }

    public static Refusal notEmulated(String what) {
        return new Refusal(501, "NotImplemented", "the embedded API does not emulate " + what, Nodes.object());
    }

    public static Refusal internal(String message) {
        return new Refusal(500, "InternalError", message, Nodes.object());
    }

    private static ObjectNode details(KindId kind, String name) {
        return Nodes.object().put("name", name).put("group", kind.group()).put("kind", kind.plural());
    }

    public int code() {
        return code;
    }

    /** Kubernetes' {@code Status} object. */
    public ObjectNode status() {
        ObjectNode status = Nodes.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", getMessage())
                .put("reason", reason)
                .put("code", code);
        status.putObject("metadata");
        status.set("details", details);
        return status;
    }
}
