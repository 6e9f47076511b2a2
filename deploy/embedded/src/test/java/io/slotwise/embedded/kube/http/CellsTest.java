package io.slotwise.embedded.kube.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slotwise.embedded.kube.store.Nodes;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "190, 3m10s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "11000, 3h3m",
        "28800, 8h",
        "172799, 47h",
        "172800, 2d",
        "187200, 2d4h",
        "691200, 8d"
    })
    void agesAreWordedAsKubectlDoes(long seconds, String words) {
        assertThat(TableColumn.words(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".spec.masters | 3",
                ".status.conditions[?(@.type==\"Ready\")].status | True",
                ".status.conditions[0].type | Old",
                ".metadata.labels.app\\.io/name | x",
                ".metadata.labels['app.io/name'] | x",
                ".spec.nothing | ''",
                "{.spec} | ''"
            })
    void printerColumnsFindTheirValue(String path, String value) throws JsonProcessingException {
        var object = Nodes.yaml("{spec: {masters: 3}, metadata: {labels: {app.io/name: x}}, status: {conditions:"
                + " [{type: Old, status: 'False'}, {type: Ready, status: 'True'}]}}");
        assertThat(JsonPath.parse(path).first(object).asText("")).isEqualTo(value);
    }
}
