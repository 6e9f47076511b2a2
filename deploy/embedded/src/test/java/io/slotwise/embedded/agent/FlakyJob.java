package io.slotwise.embedded.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A job's main class: {@code fail-times FILE N} fails until it has run so often, {@code hang} never ends, {@code leave WORDS} leaves last words. */
public final class FlakyJob {
    private static final int REFUSED = 3;

    private FlakyJob() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("job " + String.join(" ", args) + " for " + System.getenv("WHO"));
        switch (args[0]) {
            case "fail-times" -> failTimes(Path.of(args[1]), Integer.parseInt(args[2]));
            case "hang" -> Thread.currentThread().join();
            case "refuse" -> System.exit(REFUSED);
            case "leave" -> leave(Path.of(System.getenv("LAST_WORDS")), args[1]);
            default -> System.exit(2);
        }
    }

    private static void leave(Path file, String words) throws IOException {
        Files.writeString(file, words);
        System.exit(1);
    }

    private static void failTimes(Path file, int times) throws IOException {
        Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (Files.size(file) <= times) {
            System.exit(1);
        }
    }
}
