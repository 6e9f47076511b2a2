package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.LogFile;
import io.slotwise.embedded.kube.PodLogs;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.rest.Address;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.store.Nodes;
import io.slotwise.embedded.kube.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code kubectl logs}: the file that a container writes to, followed on request until the pod has ended. */
final class Logs {
    private final Store store;
    private final Supplier<PodLogs> logs;

    Logs(Store store, Supplier<PodLogs> logs) {
        this.store = store;
        this.logs = logs;
    }

    Reply answer(Address address, Call call) {
        ObjectNode pod = store.get(address.key())
                .filter(any -> address.kind().id().equals(Kinds.PODS))
                .orElseThrow(() -> Refusal.notFound(address.kind().id(), address.name()));
        String container = call.parameter("container").isEmpty()
                ? pod.path("spec").path("containers").path(0).path("name").asText()
                : call.parameter("container");
        PodLogs.Run run = call.flag("previous") ? PodLogs.Run.PREVIOUS : PodLogs.Run.PRESENT;
        Path file = logs.get()
                .file(address.namespace(), address.name(), container, run)
                .filter(Files::isReadable)
                .orElseThrow(() -> Refusal.badRequest(
                        "container \"" + container + "\" in pod \"" + address.name() + "\" has no log yet"));
        return new Reply.Stream(
                "text/plain",
                out -> new LogFile(file)
                        .copy(out, call.number("tailLines"), () -> call.flag("follow") && runs(address)));
    }

    private boolean runs(Address address) {
        return store.get(address.key())
                .map(pod -> Nodes.text(pod, "status.phase"))
                .filter(phase -> !List.of("Succeeded", "Failed").contains(phase))
                .isPresent();
    }
}
