package io.slotwise.standalone.console;

import io.slotwise.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One Server-Sent Event as the bytes that go over the wire. */
final class Frame {
    private final byte[] bytes;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** An event that a browser names when it comes back, to hear what followed. */
    static Frame numbered(String id, String event, Object body) {
        return of("id: " + id + "\n", event, body);
    }

    /** An event that counts for the moment only. */
    static Frame passing(String event, Object body) {
        return of("", event, body);
    }

    // JSON as the mapper writes it has no line breaks, so that it is one data line.
    private static Frame of(String head, String event, Object body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((head + "event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(Json.bytes(body));
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return new Frame(out.toByteArray());
    }

    byte[] bytes() {
        return bytes;
    }
}
