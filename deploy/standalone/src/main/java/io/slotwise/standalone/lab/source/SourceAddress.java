package io.slotwise.standalone.lab.source;

import io.slotwise.model.ClusterKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A source as a person names it. */
public sealed interface SourceAddress {
    String FORMS =
            "a file, kafka://HOST:PORT?cluster=NAMESPACE/NAME or prometheus+http://HOST:PORT?cluster=NAMESPACE/NAME";

    /** How the history is called. */
    String name();

    /** A file on this machine. */
    record InFile(Path file) implements SourceAddress {
        @Override
        public String name() {
            String name = String.valueOf(file.getFileName());
            return name.replaceAll("\\.(csv|tsv|txt|json|jsonl|ndjson)?(\\.(gz|zst))?$", "");
        }
    }

    /**
     * The topics of a Kafka.
     *
     * @param bootstrapServers {@code host:port}, several with commas
     * @param cluster which one; absent when there should be but one
     */
    record InKafka(String bootstrapServers, Optional<ClusterKey> cluster) implements SourceAddress {
        @Override
        public String name() {
            return cluster.map(ClusterKey::toString).orElse(bootstrapServers);
        }
    }

    /** A Prometheus that scrapes the collector. */
    record InPrometheus(URI server, ClusterKey cluster) implements SourceAddress {
        @Override
        public String name() {
            return cluster.toString();
        }
    }

    Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*)://(.*)");
    Pattern SERVER = Pattern.compile("[^\\s:,/?@]+:\\d{1,5}");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence, when it is none
     */
    static SourceAddress parse(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return new InFile(Path.of(text));
        }
        int question = scheme.group(2).indexOf('?');
        String place = question < 0 ? scheme.group(2) : scheme.group(2).substring(0, question);
        if (place.contains("@")) {
            throw new IllegalArgumentException("an address must hold no user or password, since arguments are seen by"
                    + " others on this machine; see --kafka-config and --prometheus-auth");
        }
        Map<String, String> asked =
                question < 0 ? Map.of() : query(text, scheme.group(2).substring(question + 1));
        return switch (scheme.group(1)) {
            case "kafka" -> kafka(text, place, asked);
            case "prometheus+http" -> prometheus(text, "http://" + place, asked);
            case "prometheus+https" -> prometheus(text, "https://" + place, asked);
            default -> throw new IllegalArgumentException("'" + text + "' is no source; a source is " + FORMS);
        };
    }

    private static InKafka kafka(String text, String place, Map<String, String> asked) {
        String servers = place.replaceAll("/+$", "");
        if (!Arrays.stream(servers.split(",", -1)).allMatch(SERVER.asMatchPredicate())) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no Kafka; write kafka://HOST:PORT, several with commas");
        }
        return new InKafka(servers, Optional.ofNullable(asked.get("cluster")).map(ClusterKey::parse));
    }

    private static InPrometheus prometheus(String text, String place, Map<String, String> asked) {
        ClusterKey cluster = Optional.ofNullable(asked.get("cluster"))
                .map(ClusterKey::parse)
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + text + "' names no cluster; add ?cluster=NAMESPACE/NAME"));
        try {
            URI server = new URI(place.replaceAll("/+$", ""));
            if (server.getHost() == null) {
                throw new IllegalArgumentException("'" + text + "' names no host");
            }
            return new InPrometheus(server, cluster);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no address: " + e.getReason(), e);
        }
    }

    private static Map<String, String> query(String text, String query) {
        return Arrays.stream(query.split("&", -1))
                .map(part -> part.split("=", 2))
                .peek(part -> requireKnown(text, part))
                .collect(Collectors.toMap(
                        part -> part[0],
                        part -> part[1].replace("%2F", "/"),
                        (one, two) -> two,
                        java.util.TreeMap::new));
    }

    private static void requireKnown(String text, String[] part) {
        if (part.length != 2 || !part[0].equals("cluster")) {
            throw new IllegalArgumentException(
                    "'" + text + "' may have ?cluster=NAMESPACE/NAME, but not '" + part[0] + "'");
        }
    }

    /** One of three, by what it is. */
    default <T> T match(Function<InFile, T> file, Function<InKafka, T> kafka, Function<InPrometheus, T> prometheus) {
        if (this instanceof InFile in) {
            return file.apply(in);
        }
        return this instanceof InKafka in ? kafka.apply(in) : prometheus.apply((InPrometheus) this);
    }
}
