package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.slotwise.embedded.kube.store.Nodes;
import java.io.IOException;
import java.io.OutputStream;

/** What goes back. */
sealed interface Reply {
    int code();

    String contentType();

    /** An answer that is there as a whole. */
    record Whole(int code, String contentType, String text) implements Reply {}

    /** An answer that goes on until its writer ends or the client leaves. */
    record Stream(String contentType, Writer writer) implements Reply {
        @Override
        public int code() {
            return 200;
        }
    }

    /** Writes a stream; it flushes what is to be seen at once. */
    interface Writer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    static Reply json(int code, JsonNode body) {
        return new Whole(code, "application/json", Nodes.text(body));
    }

    static Reply ok(JsonNode body) {
        return json(200, body);
    }

    static Reply text(String text) {
        return new Whole(200, "text/plain", text);
    }
}
