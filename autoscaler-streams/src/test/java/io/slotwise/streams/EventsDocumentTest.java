package io.slotwise.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/events.md");
    private static final JsonMapper MAPPER = new JsonMapper();

    static List<Topic<?>> topics() {
        return Topic.ALL;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theExampleSaysAllAndOnlyWhatTheRecordHolds(Topic<?> topic) throws IOException {
        String example = example(topic);
        Object record = Json.read(example.getBytes(StandardCharsets.UTF_8), topic.type());

        assertThat(MAPPER.readTree(Json.bytes(record))).isEqualTo(MAPPER.readTree(example));
    }

    @Test
    void theKafkaSettingsAreTheDefaults() {
        StringBuilder table = new StringBuilder("| Kafka Streams setting | default here |\n|---|---|\n");
        KafkaDefaults.settings().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(setting -> table.append("| `")
                        .append(setting.getKey())
                        .append("` | `")
                        .append(setting.getValue())
                        .append("` |\n"));
        new MarkedSection(Path.of("../docs/decisions.md"), "kafka").mustBe(table.toString());
    }

    private static String example(Topic<?> topic) throws IOException {
        String text = Files.readString(DOCUMENT);
        int heading = text.indexOf("\n## " + topic.name() + "\n");
        assertThat(heading).as("heading of %s", topic.name()).isNotNegative();
        int start = text.indexOf("```json\n", heading) + "```json\n".length();
        return text.substring(start, text.indexOf("```", start));
    }
}
