package io.slotwise.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slotwise.bench.run.RedisCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The real thing on real servers, as small as can be: the figures mean nothing, the checks of the data do. */
class ReshardBenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void onePairUnderLoadLosesNothing() {
        assumeTrue(RedisCli.find(System.getenv()).isPresent(), RedisCli.MISSING);

        int code = run(
                "reshard",
                "--json",
                "--data=mix",
                "--keys=2000",
                "--load=500",
                "--pipeline=100",
                "--pace=default",
                "--sources=1",
                "--setting=hz=20",
                "--pairs=1");

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .startsWith("{\"cells\":[{\"server\":")
                .contains(
                        "\"against\":\"redis-cli pipeline 100\"",
                        ", hz=20\"",
                        "\"wallRatio\":",
                        "\"p99Ratio\":",
                        "\"lostWrites\":0");
    }

    @Test
    void aMissingRedisCliIsNotFound() {
        assertThat(RedisCli.find(Map.of("PATH", "/nowhere"))).isEmpty();
        assertThat(RedisCli.MISSING).contains("apt install redis-tools");
    }

    @Test
    void aWrongNumberOfSourcesIsAWrongCommandLine() {
        assumeTrue(RedisCli.find(System.getenv()).isPresent(), RedisCli.MISSING);

        assertThat(run("reshard", "--sources=2")).isEqualTo(2);
        assertThat(err.toString()).contains("neither 1 nor 3");
    }

    @Test
    void aWrongSettingIsAWrongCommandLine() {
        assumeTrue(RedisCli.find(System.getenv()).isPresent(), RedisCli.MISSING);

        assertThat(run("reshard", "--setting=hz")).isEqualTo(2);
        assertThat(err.toString()).contains("--setting 'hz' is not NAME=VALUE");
    }
}
