package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Definition.ScalePaths;
import io.slotwise.embedded.kube.patch.Patches;
import io.slotwise.embedded.kube.rest.Address;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.rest.Update;
import io.slotwise.embedded.kube.store.Nodes;
import io.slotwise.embedded.kube.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The scale subresource: the one number of an object that says how many, in a form that is the same for all kinds. */
final class Scales {
    private final Store store;
    private final Update update;

    Scales(Store store, Update update) {
        this.store = store;
        this.update = update;
    }

    Reply answer(Address address, Call call) {
        return switch (call.method()) {
            case "GET" -> Reply.ok(scale(address, present(address)));
            case "PUT" -> {
                ObjectNode wanted = call.object();
                yield Reply.ok(scale(address, write(address, call, before -> wanted)));
            }
            case "PATCH" -> {
                JsonNode patch = call.tree();
                Patches format = Patches.of(call.contentType());
                yield Reply.ok(scale(address, write(address, call, before -> format.apply(before, patch))));
            }
            default -> throw Refusal.methodNotAllowed();
        };
    }

    private ObjectNode present(Address address) {
        return store.get(address.key())
                .orElseThrow(() -> Refusal.notFound(address.kind().id(), address.name()));
    }

    private ObjectNode write(Address address, Call call, UnaryOperator<ObjectNode> change) {
        return update.update(
                address.whole(),
                before -> {
                    ObjectNode wanted = change.apply(scale(address, before));
                    String version = Nodes.text(wanted, "metadata.resourceVersion");
                    if (!version.isEmpty()) {
                        Nodes.child(before, "metadata").put("resourceVersion", version);
                    }
                    set(before, paths(address).specReplicas(), Nodes.at(wanted, "spec.replicas"));
                    return before;
                },
                call.durability());
    }

    private static void set(ObjectNode object, String path, JsonNode value) {
        List<String> steps = new ArrayList<>(List.of(path.substring(1).split("\\.")));
        String last = steps.remove(steps.size() - 1);
        ObjectNode here = object;
        for (String step : steps) {
            here = Nodes.child(here, step);
        }
        here.set(last, value);
    }

    private static ScalePaths paths(Address address) {
        return address.kind()
                .definition()
                .flatMap(definition -> definition.scale(address.version()))
                .orElseGet(() -> new ScalePaths(".spec.replicas", ".status.replicas", ""));
    }

    private static ObjectNode scale(Address address, ObjectNode object) {
        ScalePaths paths = paths(address);
        ObjectNode scale = Nodes.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        scale.set(
                "metadata",
                Nodes.child(object, "metadata")
                        .deepCopy()
                        .retain(List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")));
        scale.putObject("spec").put("replicas", number(object, paths.specReplicas()));
        scale.putObject("status")
                .put("replicas", number(object, paths.statusReplicas()))
                .put("selector", selector(object, paths));
        return scale;
    }

    private static int number(ObjectNode object, String path) {
        return JsonPath.parse(path).first(object).asInt(0);
    }

    private static String selector(ObjectNode object, ScalePaths paths) {
        return paths.selector().isEmpty()
                ? Nodes.at(object, "spec.selector.matchLabels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asText())
                        .collect(Collectors.joining(","))
                : JsonPath.parse(paths.selector()).first(object).asText("");
    }
}
