package io.slotwise.bench.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final Scrape EARLIER = Scrape.of("""
            # HELP turn_seconds How long
            # TYPE turn_seconds histogram
            turn_seconds_bucket{le="0.01"} 1
            turn_seconds_bucket{le="0.1"} 1
            turn_seconds_bucket{le="+Inf"} 1
            requests_total{code="200",method="GET"} 10.0
            """);
    private static final Scrape LATER = Scrape.of("""
            turn_seconds_bucket{le="0.01"} 11
            turn_seconds_bucket{le="0.1"} 21
            turn_seconds_bucket{le="+Inf"} 21
            requests_total{code="200",method="GET"} 40.0
            requests_total{code="409",method="PATCH"} 2.0
            requests_of_another_kind_total 7
            """);

    @Test
    void whatWasCountedMeanwhileIsAddedUpOverAllLabels() {
        assertThat(LATER.since(EARLIER).total("requests_total")).isEqualTo(32);
    }

    @Test
    void aQuantileLiesWhereItWouldBeIfABucketWereFilledEvenly() {
        Scrape meanwhile = LATER.since(EARLIER);
        assertThat(meanwhile.quantile("turn_seconds", .5)).isCloseTo(.01, within(1e-9));
        assertThat(meanwhile.quantile("turn_seconds", .95)).isCloseTo(.01 + .09 * .9, within(1e-9));
        assertThat(EARLIER.since(EARLIER).quantile("turn_seconds", .5)).isZero();
    }
}
