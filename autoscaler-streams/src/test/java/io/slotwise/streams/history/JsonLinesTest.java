package io.slotwise.streams.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import io.slotwise.streams.replay.Heard;
import io.slotwise.streams.replay.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path directory;

    private final SetAside setAside = new SetAside();

    private static Heard sample(String cluster, int second) {
        Instant at = START.plusSeconds(second);
        return new Heard.Tick(
                at.plusMillis(7),
                new Sample(
                        ClusterKey.parse(cluster),
                        at,
                        Sample.Source.REDIS,
                        new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, 16384, SlotSet.EMPTY, true),
                        List.of()));
    }

    private static Heard word(String cluster, int second) {
        Instant at = START.plusSeconds(second);
        return new Heard.Word(
                at,
                new ClusterRecord(
                        ClusterKey.parse(cluster),
                        at,
                        second,
                        3,
                        1,
                        Manifest.DEFAULT,
                        List.of(),
                        ClusterRecord.Phase.INITIALIZED,
                        Optional.empty(),
                        Optional.empty()));
    }

    private Path write(String name, Heard... all) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Compression.named(name).pack(Files.newOutputStream(file))) {
            for (Heard heard : all) {
                JsonLines.write(heard, out);
            }
        }
        return file;
    }

    private Tape open(Path file) {
        return ((HistoryFile.Recorded) HistoryFile.open(file, setAside)).tape();
    }

    private static List<Heard> all(Tape tape) {
        List<Heard> all = new ArrayList<>();
        try (tape) {
            tape.forEachRemaining(all::add);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.jsonl", "packed.jsonl.gz", "packed.jsonl.zst"})
    void whatIsWrittenIsReadAgainHoweverItIsPacked(String name) throws IOException {
        Heard[] told = {word("shop/cart", 0), sample("shop/cart", 15), sample("shop/cart", 30)};
        Path file = write(name, told);
        // Recognised by what stands in it, not by its name.
        Path renamed = Files.move(file, directory.resolve("history"));
        assertThat(all(open(renamed))).containsExactly(told);
        assertThat(setAside.count()).isZero();
    }

    @Test
    void aLineThatCannotBeReadIsSetAsideAndTheRestIsRead() throws IOException {
        Path file = write("bad.jsonl", sample("shop/cart", 0), sample("shop/cart", 15));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(1, "{\"topic\":\"slotwise.samples\",\"timestamp\":\"2026-11-01T00:00:01Z\",\"value\":{\"at\":7}}");
        lines.add(1, "{\"topic\":\"slotwise.decisions\",\"value\":{}}");
        lines.add(1, "{\"value\":{}}");
        lines.add(1, "{nonsense");
        Files.write(file, lines);
        assertThat(all(open(file))).hasSize(2);
        assertThat(setAside.count()).isEqualTo(3);
        assertThat(setAside.first().get(0)).startsWith("line 2: ");
        assertThat(setAside.first().get(1)).startsWith("line 3: no topic");
        assertThat(setAside.first().get(2)).startsWith("line 5: not a OneSample");
    }

    @Test
    void aFileThatIsCutOffGivesWhatCameBefore() throws IOException {
        Heard[] many = new Heard[5000];
        Arrays.setAll(many, i -> sample("shop/cart", i * 15));
        Path file = write("cut.jsonl.gz", many);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(all(open(file))).hasSizeBetween(1000, 4999);
        assertThat(setAside.sentence()).contains("cannot be read");
    }

    @Test
    void ofSeveralClustersOneMustBeChosen() throws IOException {
        Path file = write("two.jsonl", sample("shop/cart", 0), sample("shop/users", 0), sample("shop/cart", 15));
        assertThat(all(new OneCluster(open(file), Optional.of(ClusterKey.parse("shop/cart")))))
                .hasSize(2);
        assertThatThrownBy(() -> all(new OneCluster(open(file), Optional.empty())))
                .hasMessageContaining("shop/cart and shop/users")
                .hasMessageContaining("--cluster");
    }

    @Test
    void aWindowBeginsWithTheLastWordBeforeIt() throws IOException {
        Heard late = word("shop/cart", 20);
        Path file = write(
                "window.jsonl",
                word("shop/cart", 0),
                sample("shop/cart", 15),
                late,
                sample("shop/cart", 30),
                sample("shop/cart", 45),
                sample("shop/cart", 60));
        assertThat(all(new Window(open(file), START.plusSeconds(25), START.plusSeconds(50))))
                .containsExactly(late, sample("shop/cart", 30), sample("shop/cart", 45));
    }

    @Test
    void aFileThatIsNoHistoryIsRefusedWithASentence() throws IOException {
        Path file = Files.writeString(directory.resolve("letter.txt"), "Dear all,\nnothing to see here.\n");
        assertThatThrownBy(() -> HistoryFile.open(file, setAside))
                .hasMessageContaining("has no row that can be used")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> HistoryFile.open(directory, setAside)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> HistoryFile.open(directory.resolve("none"), setAside))
                .hasMessageContaining("there is no file");
    }
}
