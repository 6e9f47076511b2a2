package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temp;

    @Test
    void aSecondSystemIsRefusedWhileTheFirstRuns() {
        try (DataDirectory first = DataDirectory.open(temp)) {
            assertThatThrownBy(() -> DataDirectory.open(first.root()))
                    .hasMessageContaining(temp.toString())
                    .hasMessageContaining("--data-dir");
        }
        DataDirectory.open(temp).close();
    }

    @Test
    void eachStartBeginsWithNoDataAndKeepsTheLogs() throws IOException {
        try (DataDirectory first = DataDirectory.open(temp)) {
            Files.writeString(first.run().resolve("old"), "data");
            Files.writeString(first.logs().resolve("slotwise.log"), "line");
        }
        try (DataDirectory second = DataDirectory.open(temp)) {
            assertThat(second.run()).isEmptyDirectory();
            assertThat(second.logs().resolve("slotwise.log")).hasContent("line");
        }
    }

    @Test
    void aPathThatIsAFileIsRefusedByName() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> DataDirectory.open(file)).hasMessageContaining(file.toString());
    }
}
