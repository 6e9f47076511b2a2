package io.slotwise.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {
    @Test
    void eachNodeHasAnAddressOfItsOwnAndTheUsualPort(@TempDir Path directory) {
        RedisBinary binary = RedisBinary.find();
        try (RedisProcess one = RedisProcess.startClusterNode(binary, directory.resolve("1"));
                RedisProcess two = RedisProcess.startClusterNode(binary, directory.resolve("2"))) {
            assertThat(one.host()).isNotEqualTo(two.host());
            assertThat(one.port()).isEqualTo(two.port()).isEqualTo(6379);
        }
    }

    @Test
    void aServerThatRefusesItsSettingsIsReportedWithItsWords(@TempDir Path directory) {
        RedisBinary binary = RedisBinary.find();
        assertThatThrownBy(() -> RedisProcess.start(
                        binary, RedisProcess.newHost(), directory, List.of("--maxmemory-policy", "sometimes")))
                .hasMessageContaining("maxmemory-policy");
    }

    @Test
    void withoutASystemServerTheEmbeddedOneIsTaken() {
        assertThat(RedisBinary.find(Map.of()).origin()).isEqualTo("embedded");
    }

    @Test
    void aNamedServerThatDoesNotRunIsRefused() {
        assertThatThrownBy(() -> RedisBinary.find(Map.of(RedisBinary.VARIABLE, "/nowhere/redis-server")))
                .hasMessageContaining("/nowhere/redis-server");
    }
}
