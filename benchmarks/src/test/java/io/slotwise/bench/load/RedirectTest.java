package io.slotwise.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedirectTest {
    @Test
    void bothKindsAreRead() {
        assertThat(Redirect.parse("MOVED 5461 127.0.0.1:6379"))
                .contains(new Redirect(Redirect.Kind.MOVED, 5461, "127.0.0.1:6379"));
        assertThat(Redirect.parse("ASK 1 host:1")).contains(new Redirect(Redirect.Kind.ASK, 1, "host:1"));
    }

    @Test
    void otherErrorsAreNoRedirects() {
        assertThat(Redirect.parse("CLUSTERDOWN The cluster is down")).isEmpty();
    }
}
