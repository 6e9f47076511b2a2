package io.slotwise.streams.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.HotSlot;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
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

    /** Nodes that change what they are, are silent, come and go, with loads of all kinds. */
    private static Heard.Tick busy(int second, SplittableRandom random) {
        Heard.Tick empty = (Heard.Tick) sample("shop/cart", second);
        List<NodeSample> nodes = new ArrayList<>();
        for (int pod = 0; pod < 3 + random.nextInt(2); pod++) {
            nodes.add(node(pod, random));
        }
        Sample sample = empty.sample();
        return new Heard.Tick(
                empty.at(), new Sample(sample.cluster(), sample.at(), sample.source(), sample.health(), nodes));
    }

    private static NodeSample node(int pod, SplittableRandom random) {
        boolean silent = random.nextInt(10) == 0;
        boolean master = random.nextInt(5) > 0;
        return new NodeSample(
                "cart-" + pod,
                "10.0.0." + pod,
                6379,
                "id \"{" + pod + "}\"",
                silent ? NodeSample.Answer.silent("\"load\":{timed out}") : NodeSample.Answer.OK,
                master ? NodeSample.Role.MASTER : NodeSample.Role.REPLICA,
                master ? Optional.empty() : Optional.of("master"),
                master ? SlotSet.range(100 * pod, 100 * pod + random.nextInt(3)) : SlotSet.EMPTY,
                4,
                silent ? NodeSample.Load.UNKNOWN : load(random));
    }

    private static NodeSample.Load load(SplittableRandom random) {
        return new NodeSample.Load(
                OptionalDouble.of(random.nextDouble() * 100),
                random.nextBoolean() ? OptionalDouble.of(random.nextInt(100)) : OptionalDouble.empty(),
                OptionalLong.of(random.nextLong(1L << 60)),
                random.nextBoolean() ? OptionalLong.of(1L << 33) : OptionalLong.empty(),
                OptionalDouble.of(random.nextInt(1000) / 1e9),
                OptionalLong.of(random.nextInt(1000)),
                OptionalLong.empty(),
                OptionalLong.of(random.nextInt(1000)),
                random.nextBoolean() ? Optional.of(NodeSample.Load.Link.DOWN) : Optional.empty(),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(List.of(
                                new HotSlot(7, random.nextDouble(), OptionalLong.of(3), OptionalLong.empty()),
                                new HotSlot(8, 1, OptionalLong.empty(), OptionalLong.of(9)))));
    }

    @Test
    void samplesAreReadAsTheyWereWrittenWhateverChangesFromOneToTheNext() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        Heard[] told = new Heard[300];
        Arrays.setAll(told, i -> busy(i * 15, random));
        assertThat(all(open(write("busy.jsonl", told)))).containsExactly(told);
        assertThat(setAside.count()).isZero();
    }

    @Test
    void aSampleThatIsLaidOutOtherwiseIsReadAllTheSame() throws IOException {
        Heard.Tick told = busy(0, new SplittableRandom(3));
        ObjectMapper mapper = new ObjectMapper();
        JsonNode value = mapper.readTree(Json.bytes(told.sample()));
        ((ObjectNode) value.get("nodes").get(0))
                .set("load", ((ObjectNode) value.get("nodes").get(0)).remove("load"));
        ObjectNode line = mapper.createObjectNode();
        line.put("timestamp", told.at().toString());
        line.set("value", value);
        line.put("topic", "slotwise.samples");
        Path file = Files.writeString(directory.resolve("other.jsonl"), line + "\n");
        assertThat(all(open(file))).containsExactly(told);
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
