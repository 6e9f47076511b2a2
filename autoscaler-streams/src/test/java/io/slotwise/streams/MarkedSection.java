package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is written from the code, between {@code <!-- mark -->} and {@code <!-- /mark -->}.
 * {@code -Ddocs=write} writes it anew.
 */
public record MarkedSection(Path file, String mark) {
    public void mustBe(String content) {
        try {
            String text = Files.readString(file);
            int start = text.indexOf("<!-- " + mark + " -->\n") + mark.length() + 10;
            int end = text.indexOf("<!-- /" + mark + " -->");
            assertThat(end).as("the marks of %s in %s", mark, file).isGreaterThanOrEqualTo(start);
            if ("write".equals(System.getProperty("docs"))) {
                Files.writeString(file, text.substring(0, start) + content + text.substring(end));
            } else {
                assertThat(text.substring(start, end)).isEqualTo(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
