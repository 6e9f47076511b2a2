package io.slotwise.collector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report REPORT = Report.parse("""
            # Server
            redis_version:7.0.15
            run_id:abc

            # Memory
            used_memory:1024
            mem_fragmentation_ratio:1.25
            executable:/a:b
            broken:12x
            negative:-1
            nan:nan
            # Keyspace
            db0:keys=5,expires=2,avg_ttl=0
            """.replace("\n", "\r\n"));

    @Test
    void fieldsAreReadWithTheirTypes() {
        assertThat(REPORT.text("redis_version")).contains("7.0.15");
        assertThat(REPORT.text("executable")).contains("/a:b");
        assertThat(REPORT.count("used_memory")).isEqualTo(OptionalLong.of(1024));
        assertThat(REPORT.number("mem_fragmentation_ratio")).isEqualTo(OptionalDouble.of(1.25));
        assertThat(REPORT.parts("db0").count("keys")).isEqualTo(OptionalLong.of(5));
    }

    @Test
    void whatIsNoNumberIsAbsentAndNeverZero() {
        assertThat(REPORT.count("broken")).isEmpty();
        assertThat(REPORT.count("negative")).isEmpty();
        assertThat(REPORT.number("nan")).isEmpty();
        assertThat(REPORT.count("missing")).isEmpty();
        assertThat(REPORT.parts("missing").fields()).isEmpty();
    }

    @Property
    void noTextMakesItFail(@ForAll String text) {
        assertThatCode(() -> Report.parse(text).parts(text)).doesNotThrowAnyException();
    }
}
