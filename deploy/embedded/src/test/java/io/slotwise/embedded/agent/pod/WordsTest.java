package io.slotwise.embedded.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    private static final PathMapping PATHS = new PathMapping(List.of(
            new PathMapping.Mount("/data", Path.of("/tmp/pod/data")),
            new PathMapping.Mount("/data/deep", Path.of("/tmp/pod/deep")),
            new PathMapping.Mount("/etc/redis", Path.of("/tmp/pod/conf"))));

    @ParameterizedTest
    @CsvSource({
        "/data, /tmp/pod/data",
        "/data/nodes.conf, /tmp/pod/data/nodes.conf",
        "/data/deep/x, /tmp/pod/deep/x",
        "--dir=/data, --dir=/tmp/pod/data",
        "dir /data, dir /tmp/pod/data",
        "/database, /database",
        "/var/data, /var/data",
        "/etc/redis.d, /etc/redis.d"
    })
    void mountedPathsAreRewrittenAsWholePathsOnly(String inside, String outside) {
        assertThat(PATHS.apply(inside)).isEqualTo(outside);
    }

    @ParameterizedTest
    @CsvSource({"$(A)-$(B), 1-$(B)", "$$(A), $(A)", "$A, $A", "x$(A)$(A), x11"})
    void knownVariablesAreExpandedAndOthersStay(String text, String expanded) {
        assertThat(Variables.expand(text, Map.of("A", "1"))).isEqualTo(expanded);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, redis, redis, latest",
        "redis:7.2, redis, redis, 7.2",
        "docker.io/valkey/valkey:8.1, docker.io/valkey/valkey, valkey, 8.1",
        "host:5000/slotwise/job-runner, host:5000/slotwise/job-runner, job-runner, latest",
        "redis@sha256:00, redis, redis, latest"
    })
    void imagesAreTakenApart(String text, String repository, String name, String tag) {
        assertThat(Image.parse(text)).isEqualTo(new Image(repository, name, tag));
    }
}
