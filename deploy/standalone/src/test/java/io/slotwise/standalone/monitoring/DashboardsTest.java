package io.slotwise.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DashboardsTest {
    private static final Map<String, JsonNode> DASHBOARDS = Dashboards.all();

    @Test
    void eachDashboardHasAnIdentityOfItsOwnAndEachPanelTitleDescriptionAndUnit() {
        assertThat(DASHBOARDS).containsOnlyKeys("overview.json", "cluster.json", "decisions.json", "pipeline.json");
        assertThat(DASHBOARDS.values().stream()
                        .map(dashboard -> dashboard.path("uid").asText()))
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.startsWith("slotwise-"));
        DASHBOARDS.forEach((file, dashboard) -> {
            List<JsonNode> panels = Dashboards.panels(dashboard);
            assertThat(panels).as(file).hasSizeGreaterThan(5).allSatisfy(panel -> {
                assertThat(panel.path("title").asText()).isNotEmpty();
                assertThat(panel.path("description").asText()).endsWith(".");
                assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
                assertThat(panel.path("targets")).isNotEmpty();
            });
            assertThat(dashboard
                            .path("panels")
                            .valueStream()
                            .map(panel -> panel.path("id").asInt()))
                    .as(file)
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void noTwoPanelsLieOverEachOther() {
        DASHBOARDS.forEach((file, dashboard) -> {
            Set<String> taken = new TreeSet<>();
            dashboard
                    .path("panels")
                    .valueStream()
                    .map(panel -> panel.path("gridPos"))
                    .forEach(place -> {
                        assertThat(place.path("x").asInt() + place.path("w").asInt())
                                .as(file)
                                .isLessThanOrEqualTo(24);
                        for (int x = place.path("x").asInt();
                                x < place.path("x").asInt() + place.path("w").asInt();
                                x++) {
                            for (int y = place.path("y").asInt();
                                    y
                                            < place.path("y").asInt()
                                                    + place.path("h").asInt();
                                    y++) {
                                assertThat(taken.add(x + "," + y))
                                        .as("%s at %s, %s", file, x, y)
                                        .isTrue();
                            }
                        }
                    });
        });
    }

    @Test
    void eachDashboardAsksTheDataSourceThatItsReaderPicksAndMarksScalings() {
        DASHBOARDS.forEach((file, dashboard) -> {
            assertThat(dashboard.findValues("datasource"))
                    .as(file)
                    .allSatisfy(
                            source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
            assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
            assertThat(dashboard.at("/annotations/list/0/expr").asText())
                    .as(file)
                    .contains("slotwise_last_decision_timestamp_seconds{verdict!=\"HOLD\"");
        });
    }
}
