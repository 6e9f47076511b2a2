package io.slotwise.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads times of the years 1970 to 9999. Any other is a mistake of its writer, and one that milliseconds cannot hold would
 * stop whoever reckons with it.
 */
final class InstantReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Instant read = InstantDeserializer.INSTANT.deserialize(parser, context);
        if (read != null && (read.isBefore(Instant.EPOCH) || !read.isBefore(END))) {
            context.reportInputMismatch(this, "the time %s is not within the years 1970 to 9999", read);
        }
        return read;
    }
}
