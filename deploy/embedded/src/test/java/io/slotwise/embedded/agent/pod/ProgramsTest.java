package io.slotwise.embedded.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.agent.JavaImage;
import io.slotwise.embedded.redis.RedisBinary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramsTest {
    private final Programs programs = new Programs(
            server("usual"),
            Map.of("redis-6.2", server("old"), "valkey-9.1", server("other")),
            new JavaImage(JavaImage.JOB_RUNNER, "", "Main"));

    @ParameterizedTest
    @CsvSource({
        "redis:6.2, old",
        "registry.example.com/redis:6.2, old",
        "redis:7.0, usual",
        "valkey/valkey:9.1, other",
        "valkey/valkey:6.2, usual",
        "redis, usual"
    })
    void anImageRunsTheServerOfItsNameAndTagOrElseTheUsualOne(String image, String server) throws NotStartable {
        assertThat(programs.command(image, List.of("redis-server"), List.of(), "127.64.0.1"))
                .startsWith("/" + server + "/redis-server");
    }

    private static RedisBinary server(String folder) {
        return new RedisBinary(Path.of("/", folder, "redis-server"), "0.0.0", "test");
    }
}
