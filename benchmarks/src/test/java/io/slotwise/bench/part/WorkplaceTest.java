package io.slotwise.bench.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkplaceTest {
    /** Works until it is told to end. */
    public static final class Worker {
        private Worker() {}

        /** Says where. */
        public static void main(String[] words) throws Exception {
            try (Workplace place = Workplace.open("workplace-test")) {
                Files.writeString(place.directory().resolve("work"), "begun");
                System.out.println(place.directory());
                TimeUnit.DAYS.sleep(1);
            }
        }
    }

    @Test
    void whoCameLastGoesFirstAndThenTheDirectory() throws Exception {
        List<String> gone = new ArrayList<>();
        Path directory;
        try (Workplace place = Workplace.open("workplace-test")) {
            directory = place.directory();
            Files.createDirectories(directory.resolve("deep").resolve("deeper"));
            place.atEnd(() -> gone.add("first, directory " + Files.exists(directory)));
            place.atEnd(() -> gone.add("second"));
        }
        assertThat(gone).containsExactly("second", "first, directory true");
        assertThat(directory).doesNotExist();
    }

    @Test
    void whoDoesNotEndWellKeepsNothingElse() throws Exception {
        Workplace place = Workplace.open("workplace-test");
        place.atEnd(() -> {
            throw new IOException("will not");
        });
        assertThatThrownBy(place::close).hasMessage("will not");
        assertThat(place.directory()).doesNotExist();
    }

    @Test
    void aProcessThatIsToldToEndLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName())
                .start();
        try (var out = process.inputReader()) {
            Path directory = Path.of(out.readLine());
            assertThat(directory).exists();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(directory).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }
}
