package io.slotwise.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestServersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private void server(String name, String says) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Path server = Files.writeString(folder.resolve("redis-server"), "#!/bin/sh\necho '" + says + "'\n");
        assertThat(server.toFile().setExecutable(true)).isTrue();
    }

    private TestServers find() {
        return TestServers.find(Map.of(TestServers.VARIABLE, directory.toString()));
    }

    @Test
    void eachFolderWithAServerIsOneByItsName() throws IOException {
        server("redis-6.2", "Redis server v=6.2.11 sha=0 malloc=jemalloc bits=64");
        server("valkey-9.1", "Valkey server v=9.1.2 sha=0 malloc=jemalloc bits=64");
        Files.createDirectories(directory.resolve("empty"));

        assertThat(find().byName()).containsOnlyKeys("redis-6.2", "valkey-9.1");
        assertThat(find().named("valkey-9.1").orElseThrow().version()).isEqualTo("9.1.2");
        assertThat(find().named("valkey-8.1")).isEmpty();
    }

    @Test
    void withoutTheVariableThereAreNone() {
        assertThat(TestServers.find(Map.of()).byName()).isEmpty();
        assertThat(TestServers.missing("valkey-8.1")).contains("valkey-8.1", TestServers.VARIABLE, ".ci/servers");
    }

    @Test
    void aServerThatDoesNotRunIsNamed() throws IOException {
        server("redis-9.9", "cannot find my libraries");
        assertThatThrownBy(this::find)
                .hasMessageContaining("redis-9.9")
                .hasMessageContaining("not a redis-server that runs here");
    }
}
