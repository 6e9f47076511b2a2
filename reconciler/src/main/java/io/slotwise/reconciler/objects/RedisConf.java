package io.slotwise.reconciler.objects;

import io.slotwise.reconciler.spec.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The text of {@code redis.conf}. */
final class RedisConf {
    /** Begins the settings that nodes take on while they run. */
    private static final String LIVE = "# taken on while running\n";

    private static final String MEMORY = "maxmemory";

    private RedisConf() {}

    static String text(Settings settings) {
        return atStart(settings) + LIVE + live(settings);
    }

    /**
     * What nodes read at their start from now on, and of what they take on while they run that which they have already.
     *
     * @param wanted the text as it is to be
     * @param present the text that is there
     */
    static String holdingBack(String wanted, String present) {
        int begin = wanted.indexOf(LIVE);
        int last = present.indexOf(LIVE);
        return begin < 0 || last < 0 ? wanted : wanted.substring(0, begin) + present.substring(last);
    }

    /**
     * What nodes take on while they run, as long as some of them run another version: as they have it, since they may refuse
     * what that version does not know. What is taken away goes at once, and memory follows the limit of the pods.
     *
     * @param wanted the text of what they are to take on
     * @param present the text of {@code redis.conf} that is there
     */
    static String betweenVersions(String wanted, String present) {
        int last = present.indexOf(LIVE);
        if (last < 0) {
            return wanted;
        }
        Map<String, String> had = lines(present.substring(last + LIVE.length()));
        Map<String, String> some = lines(wanted);
        some.keySet().removeIf(name -> !name.equals(MEMORY) && !had.containsKey(name));
        some.replaceAll((name, value) -> name.equals(MEMORY) ? value : had.getOrDefault(name, value));
        return text(some);
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        text.lines().map(line -> line.split(" ", 2)).forEach(line -> lines.put(line[0], line[1]));
        return lines;
    }

    /** What pods start with, where nodes take that on while they run. */
    static String with(String live, String wanted) {
        return wanted.substring(0, wanted.indexOf(LIVE) + LIVE.length()) + live;
    }

    /** What nodes take on while they run. */
    static String live(Settings settings) {
        return text(only(settings(settings), LiveConfiguration::isLive));
    }

    /** What nodes read only when they start. */
    static String atStart(Settings settings) {
        return text(fixed(settings)) + text(only(settings(settings), name -> !LiveConfiguration.isLive(name)));
    }

    private static Map<String, String> only(Map<String, String> lines, Predicate<String> which) {
        Map<String, String> some = new LinkedHashMap<>(lines);
        some.keySet().removeIf(which.negate());
        return some;
    }

    private static String text(Map<String, String> lines) {
        return lines.entrySet().stream()
                .map(line -> line.getKey() + " " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> settings(Settings settings) {
        Map<String, String> lines = new LinkedHashMap<>(defaults());
        lines.putAll(settings.redisConfig());
        return lines;
    }

    /** What the cluster itself stands on; a spec cannot say it otherwise. */
    private static Map<String, String> fixed(Settings settings) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("port", settings.hosting().tls().isPresent() ? "0" : Integer.toString(Names.REDIS_PORT));
        lines.put("cluster-enabled", "yes");
        lines.put("cluster-config-file", "nodes.conf");
        settings.hosting().tls().ifPresent(tls -> {
            lines.put("tls-port", Integer.toString(Names.REDIS_PORT));
            lines.put("tls-cluster", "yes");
            lines.put("tls-replication", "yes");
            lines.put("tls-auth-clients", tls.clientCertificates().word());
            lines.put("tls-cert-file", Mounts.TLS_PATH + "/" + Mounts.CERTIFICATE);
            lines.put("tls-key-file", Mounts.TLS_PATH + "/" + Mounts.KEY);
            lines.put("tls-ca-cert-file", Mounts.TLS_PATH + "/" + Mounts.AUTHORITIES);
        });
        settings.hosting().auth().ifPresent(auth -> {
            lines.put("aclfile", Mounts.USERS_PATH + "/" + UserSecret.ACL_FILE);
            lines.put("include", Mounts.USERS_PATH + "/" + UserSecret.REPLICATION_FILE);
        });
        return lines;
    }

    private static Map<String, String> defaults() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("cluster-node-timeout", "5000");
        // A master that gives its last slot away must stay a master: it is the next standby.
        lines.put("cluster-allow-replica-migration", "no");
        lines.put("appendonly", "yes");
        // Clients come from other pods; what protects is auth, TLS and network policies.
        lines.put("protected-mode", "no");
        // Replicas of a new standby are there at once instead of after 5 s.
        lines.put("repl-diskless-sync-delay", "0");
        return lines;
    }
}
