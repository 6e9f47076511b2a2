package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.PodLogs;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.rest.Address;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.store.Nodes;
import io.slotwise.embedded.kube.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code kubectl logs}: the file that a container writes to, followed on request until the pod has ended. */
final class Logs {
    private static final long FOLLOW_PACE_MILLIS = 200;
    private static final int CHUNK = 16 * 1024;

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
        return new Reply.Stream("text/plain", out -> write(address, file, call, out));
    }

    private void write(Address address, Path file, Call call, OutputStream out)
            throws IOException, InterruptedException {
        try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
            source.seek(call.parameter("tailLines").isEmpty() ? 0 : start(source, call.number("tailLines", 0)));
            copy(source, out);
            while (call.flag("follow") && runs(address)) {
                TimeUnit.MILLISECONDS.sleep(FOLLOW_PACE_MILLIS);
                copy(source, out);
            }
            // What it printed last, between the last copy and its end.
            copy(source, out);
        }
    }

    private boolean runs(Address address) {
        return store.get(address.key())
                .map(pod -> Nodes.text(pod, "status.phase"))
                .filter(phase -> !List.of("Succeeded", "Failed").contains(phase))
                .isPresent();
    }

    private static void copy(RandomAccessFile source, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count = source.read(chunk);
        while (count > 0) {
            out.write(chunk, 0, count);
            count = source.read(chunk);
        }
        out.flush();
    }

    /** Where the last so many lines begin, in bytes. */
    private static long start(RandomAccessFile source, long lines) throws IOException {
        if (lines == 0) {
            return source.length();
        }
        long left = lines;
        long at = source.length();
        while (at > 0) {
            source.seek(at - 1);
            boolean lineEnd = source.read() == '\n' && at < source.length();
            left -= lineEnd ? 1 : 0;
            if (left == 0) {
                return at;
            }
            at--;
        }
        return 0;
    }
}
