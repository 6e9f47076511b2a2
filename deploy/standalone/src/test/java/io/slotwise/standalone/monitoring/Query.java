package io.slotwise.standalone.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL query that is shipped.
 *
 * @param where it stands, for a person
 * @param text with a dashboard's variables, if it has any
 */
public record Query(String where, String text) {
    private static final Pattern NAME = Pattern.compile("\\b(?:redis|slotwise)_[a-z0-9_]+");
    /** The value of each variable on the demo cluster. */
    private static final Map<String, String> VARIABLES =
            Map.of("$__rate_interval", "20s", "$namespace", "default", "$cluster", "demo");

    /** What Prometheus is asked when a person looks at the demo cluster. */
    public String onTheDemo() {
        String query = text;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            query = query.replace(variable.getKey(), variable.getValue());
        }
        if (query.contains("$")) {
            throw new AssertionError(where + " has a variable that is not known here: " + query);
        }
        return query;
    }

    /** The names of metrics, without those that a pattern stands for. */
    public Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text.replaceAll("\"[^\"]*\"", ""));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    @Override
    public String toString() {
        return where;
    }
}
