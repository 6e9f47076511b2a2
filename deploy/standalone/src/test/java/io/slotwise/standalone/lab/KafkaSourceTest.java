package io.slotwise.standalone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Decision;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.Verdict;
import io.slotwise.standalone.console.Broker;
import io.slotwise.standalone.console.view.Shop;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.replay.Heard;
import io.slotwise.streams.replay.OpenLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSourceTest {
    @TempDir
    static Path directory;

    private static Broker broker;
    private static String servers = "";

    @BeforeAll
    static void start() {
        broker = Broker.start(directory.resolve("kafka"));
        servers = String.valueOf(broker.properties().get("bootstrap.servers"));
        List<Sample> samples = new ArrayList<>();
        OpenLoop live = new OpenLoop(Rules.DEFAULT, KafkaSourceTest::announce);
        for (Heard heard : MadeUp.records(10)) {
            if (heard instanceof Heard.Tick tick) {
                samples.add(tick.sample());
            } else {
                broker.send(((Heard.Word) heard).cluster());
            }
            live.hear(heard);
        }
        broker.flood(samples);
    }

    private static void announce(Outcome outcome) {
        if (outcome.novelty() == Outcome.Novelty.NEWS) {
            broker.send(outcome.decision());
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Without the names, which say where each came from. */
    private static JsonNode figures(Lab lab) throws IOException {
        ObjectNode answer = (ObjectNode) lab.json();
        ((ObjectNode) answer.get("about")).remove("name");
        answer.remove("history");
        return answer;
    }

    @Test
    void whatIsRecordedIsWhatATopicHolds() throws IOException {
        Path file = directory.resolve("cart.jsonl.zst");
        Lab recorded = Lab.run(new RecordCommand(), "kafka://" + servers, "--out", file);
        assertThat(recorded.code()).isZero();
        assertThat(recorded.err()).contains("119 samples and 1 cluster record of shop/cart are in " + file);

        Lab fromFile = Lab.run(new ReplayCommand(), file, "--json");
        Lab fromKafka = Lab.run(new ReplayCommand(), "kafka://" + servers + "?cluster=shop/cart", "--json");
        assertThat(fromKafka.code()).isZero();
        assertThat(figures(fromKafka)).isEqualTo(figures(fromFile));
        assertThat(fromKafka.json().get("about").get("ticks").asInt()).isEqualTo(119);
    }

    @Test
    void theLastVerdictOnAClusterIsExplained() {
        Lab lab = Lab.run(new ExplainCommand(), "shop/cart", "--kafka", servers);
        assertThat(lab.code()).isZero();
        assertThat(lab.out()).startsWith("shop/cart at ").contains("version 7 of the policy");
    }

    @Test
    void whatAShadowPolicySaysIsNotTheClustersVerdict() {
        Shop own = new Shop(new ClusterKey("shop", "shaded"));
        Sample sample = own.sample(MadeUp.START, 40, 30, 35);
        Decision verdict = own.decision(sample, Verdict.HOLD, Reason.WITHIN_THRESHOLDS, 3, "All is well.");
        broker.send(verdict);
        broker.send(own.decision(sample, Verdict.SCALE_OUT, Reason.CPU_ABOVE_THRESHOLD, 4, "Too hot for me.")
                .asShadow("nervous"));
        Lab lab = Lab.run(new ExplainCommand(), "shop/shaded", "--kafka", servers);
        assertThat(lab.out()).contains("All is well.").doesNotContain("Too hot");
    }

    @Test
    void aClusterThatNobodyKnowsIsNoSuccess() {
        Lab explained = Lab.run(new ExplainCommand(), "shop/none", "--kafka", servers);
        assertThat(explained.code()).isEqualTo(1);
        assertThat(explained.err()).contains("No verdict on shop/none");
        Lab replayed = Lab.run(new ReplayCommand(), "kafka://" + servers + "?cluster=shop/none");
        assertThat(replayed.code()).isEqualTo(1);
        assertThat(replayed.err()).contains("there is no record of");
    }

    @Test
    void amongSeveralClustersOneMustBeNamed() {
        Shop other = new Shop(new ClusterKey("shop", "users"));
        broker.send(other.described(MadeUp.START));
        try {
            Lab lab = Lab.run(new RecordCommand(), "kafka://" + servers, "--out", directory.resolve("x.jsonl"));
            assertThat(lab.code()).isEqualTo(1);
            assertThat(lab.err()).contains("shop/cart, shop/users").contains("?cluster=NAMESPACE/NAME");
        } finally {
            broker.remove(other.cluster());
        }
    }

    @Test
    void aKafkaThatIsNotThereIsNamed() throws IOException {
        Path config = java.nio.file.Files.writeString(
                directory.resolve("fast.properties"), "default.api.timeout.ms=1500\nrequest.timeout.ms=1000\n");
        Lab lab = Lab.run(new ReplayCommand(), "kafka://127.0.0.1:1?cluster=a/b", "--kafka-config", config);
        assertThat(lab.code()).isEqualTo(1);
        assertThat(lab.err()).contains("Kafka at 127.0.0.1:1 does not answer");
    }
}
