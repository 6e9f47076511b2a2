package io.slotwise.embedded.kube.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.kube.EmbeddedApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiProxyTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void theHeadersOfAQuietWatchComeAtOnce() throws IOException, InterruptedException {
        try (EmbeddedApi api = EmbeddedApi.start();
                ApiProxy proxy = ApiProxy.start(api.url(), (method, uri) -> Fate.PASSES)) {
            for (String url : new String[] {api.url(), proxy.url()}) {
                HttpRequest watch = HttpRequest.newBuilder(
                                URI.create(url + "/api/v1/namespaces/default/pods?watch=true"))
                        .timeout(LIMIT)
                        .build();
                HttpResponse<InputStream> answer =
                        HttpClient.newHttpClient().send(watch, HttpResponse.BodyHandlers.ofInputStream());
                answer.body().close();
                assertThat(answer.statusCode()).as(url).isEqualTo(200);
            }
        }
    }
}
