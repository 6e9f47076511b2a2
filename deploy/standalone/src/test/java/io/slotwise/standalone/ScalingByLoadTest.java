package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.lettuce.core.RedisURI;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.json.Topic;
import io.slotwise.standalone.feed.TopicFeed;
import io.slotwise.standalone.load.LoadConfig;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.story.Chronicle;
import io.slotwise.standalone.story.Demo;
import io.slotwise.standalone.story.Stage;
import io.slotwise.standalone.story.Story;
import io.slotwise.standalone.story.Summary;
import io.slotwise.standalone.story.Terminal;
import io.slotwise.streams.AutoscalerStreams;
import io.slotwise.streams.StreamsConfiguration;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The story that {@code up} plays, wherever the site stands: load drives a cluster up, and the lack of it down again. */
class ScalingByLoadTest {
    @Test
    @EnabledIfSystemProperty(named = "slotwise.e2e", matches = "all", disabledReason = "takes minutes; -Pdeep runs it")
    void aClusterGrowsAndShrinksWithItsLoadWithNothingLost(@TempDir Path folder) throws Exception {
        StringWriter told = new StringWriter();
        Chronicle chronicle = new Chronicle();
        try (Site site = new Site(folder)) {
            site.with(TopicFeed.start(site.kafka(), List.copyOf(Topic.ALL), chronicle));
            site.with(AutoscalerStreams.start(
                    StreamsConfiguration.of(site.kafka()).withStateDirectory(folder.resolve("streams")),
                    new PrometheusRegistry()));
            Summary summary = new Story(
                            new Terminal(new PrintWriter(told), InstantSource.system()),
                            new Played(site, demo(site), chronicle))
                    .play();
            assertThat(summary.ok()).as("%s %s", summary, told).isTrue();
            assertThat(summary.mastersPeak()).isGreaterThan(3);
            assertThat(summary.mastersFinal()).isEqualTo(3);
            assertThat(summary.checksOk()).isGreaterThanOrEqualTo(2);
        }
    }

    /** The manifest of {@code up}, in the site's namespace and with its image. */
    private static Demo demo(Site site) throws Exception {
        try (InputStream manifest =
                Objects.requireNonNull(ScalingByLoadTest.class.getResourceAsStream("/demo/rediscluster.yaml"))) {
            GenericKubernetesResource cluster =
                    site.adapted(Serialization.unmarshal(manifest, GenericKubernetesResource.class));
            return Demo.apply(
                    site.kubernetes(),
                    new ByteArrayInputStream(Serialization.asYaml(cluster).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private record Played(Site site, Demo demo, Chronicle chronicle) implements Stage {
        private List<PodAddress> addresses() {
            return PodAddress.of(site.kubernetes(), demo.key());
        }

        @Override
        public LoadGenerator startLoad() {
            return LoadGenerator.start(LoadConfig.of(addresses().stream()
                            .map(address -> RedisURI.create(address.host(), address.port()))
                            .toList())
                    .withLedger(1_000, 200));
        }

        @Override
        public Optional<String> check() {
            return ClusterCheck.run(addresses());
        }
    }
}
