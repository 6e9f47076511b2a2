package io.slotwise.standalone.lab;

import io.slotwise.model.ClusterKey;
import io.slotwise.standalone.lab.source.KafkaTape;
import io.slotwise.standalone.lab.source.KnownClusters;
import io.slotwise.standalone.lab.source.SourceAddress;
import io.slotwise.streams.history.Compression;
import io.slotwise.streams.history.JsonLines;
import io.slotwise.streams.history.SetAside;
import io.slotwise.streams.history.Tape;
import io.slotwise.streams.history.Window;
import io.slotwise.streams.replay.Heard;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slotwise record}. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Write one cluster's history from Kafka into a file, for replay, tune and explain.",
            "",
            "One JSON object a line: samples and cluster records in the order of their time, only what was committed."
        },
        footer = {
            "",
            "Example:",
            "  ./slotwise record kafka://localhost:9092 --cluster shop/sessions --out sessions.jsonl.zst"
        })
public final class RecordCommand implements Callable<Integer> {
    private static final long END_LIMIT_SECONDS = 20;

    @Parameters(paramLabel = "KAFKA", description = "kafka://HOST:PORT, several with commas.")
    private String source = "";

    @Mixin
    private SourceOptions options = new SourceOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; packed when its name ends with .gz or .zst (default: standard output).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--follow", description = "Go on as records come, until Ctrl-C or --to.")
    private boolean follow;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private long samples;
    private long words;

    @Override
    public Integer call() throws IOException {
        SourceAddress.InKafka address = address();
        Map<String, String> kafka = options.kafka(address.bootstrapServers());
        ClusterKey cluster = new Histories(options, InstantSource.system())
                .cluster(address)
                .orElseGet(() -> KnownClusters.only(kafka));
        SetAside setAside = new SetAside();
        AtomicBoolean goes = new AtomicBoolean(follow);
        CountDownLatch done = new CountDownLatch(1);
        Thread end = new Thread(() -> end(goes, done));
        try (KafkaTape tape =
                KafkaTape.open(kafka, cluster, new KafkaTape.Span(options.from(), options.to(), goes::get), setAside)) {
            if (follow) {
                Runtime.getRuntime().addShutdownHook(end);
                say("Recording " + cluster + " until Ctrl-C or --to.");
            }
            write(follow ? tape : Progress.over(tape, "recording", tape::progress));
            say(summary(cluster, setAside)); // before the process may go
        } finally {
            done.countDown();
        }
        return samples + words > 0 ? 0 : 1;
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private SourceAddress.InKafka address() {
        try {
            if (SourceAddress.parse(source) instanceof SourceAddress.InKafka kafka) {
                return kafka;
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "KAFKA: " + e.getMessage(), e);
        }
        throw new ParameterException(
                spec.commandLine(),
                "KAFKA: only from Kafka can be recorded; write kafka://HOST:PORT, not '" + source + "'");
    }

    private void write(Tape tape) throws IOException {
        Tape window = new Window(tape, options.from(), options.to());
        if (!window.hasNext()) {
            return; // a file that is there already must not be emptied for nothing
        }
        try (OutputStream out = open()) {
            while (window.hasNext()) {
                Heard heard = window.next();
                JsonLines.write(heard, out);
                if (heard instanceof Heard.Tick) {
                    samples++;
                } else {
                    words++;
                }
            }
        }
    }

    private OutputStream open() throws IOException {
        if (file.isEmpty()) {
            return new BufferedOutputStream(System.out);
        }
        Path path = file.get();
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException("--out: " + path + " is a directory; name a file");
        }
        OutputStream out = new FileOutputStream(path.toFile());
        return new BufferedOutputStream(Compression.named(path.toString()).pack(out), 1 << 16);
    }

    private String summary(ClusterKey cluster, SetAside setAside) {
        String what = samples + words == 0
                ? "Nothing is known of " + cluster + " in that time; is it written NAMESPACE/NAME?"
                : Text.count(samples, "sample") + " and " + Text.count(words, "cluster record") + " of " + cluster
                        + file.map(path -> " are in " + path).orElse("") + ".";
        return setAside.count() == 0 ? what : what + " " + setAside.sentence();
    }

    /** Lets the file be closed as it should before the process goes. */
    private static void end(AtomicBoolean goes, CountDownLatch done) {
        goes.set(false);
        try {
            if (!done.await(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The file was not closed in time; its last lines may be missing.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
