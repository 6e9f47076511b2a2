package io.slotwise.job.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A command's words, each in ISO-8859-1. */
public record Command(List<String> words) {
    public Command {
        words = List.copyOf(words);
    }

    public static Command of(Object... words) {
        List<String> texts = new ArrayList<>(words.length);
        for (Object word : words) {
            texts.add(word.toString());
        }
        return new Command(texts);
    }

    public static Command setSlot(int slot, String state, String id) {
        return of("CLUSTER", "SETSLOT", slot, state, id);
    }

    public static Command addSlots(IntStream slots) {
        List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
        slots.forEach(slot -> words.add(Integer.toString(slot)));
        return new Command(words);
    }

    /** Text as UTF-8 bytes, one character each. */
    public static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    public void appendTo(StringBuilder out) {
        out.append('*').append(words.size()).append("\r\n");
        for (String word : words) {
            out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
    }
}
