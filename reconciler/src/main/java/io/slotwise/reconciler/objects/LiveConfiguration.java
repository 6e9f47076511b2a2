package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What nodes take on while they run: the file {@code live.conf} beside {@code redis.conf} holds all settings that do not
 * need a restart. A job gives it to nodes that run already.
 */
public final class LiveConfiguration {
    static final String FILE = "live.conf";

    private static final int IDENTITY_LENGTH = 16;

    /** Settings that a server reads at its start alone, in any of the versions 6.2 to 9. */
    private static final Set<String> AT_START = Set.of(
            "aclfile",
            "always-show-logo",
            "aof-rewrite-cpulist",
            "aof_rewrite_cpulist",
            "appenddirname",
            "appendfilename",
            "bgsave-cpulist",
            "bgsave_cpulist",
            "bio-cpulist",
            "bio_cpulist",
            "cluster-config-file",
            "cluster-enabled",
            "cluster-port",
            "databases",
            "disable-thp",
            "enable-debug-command",
            "enable-module-command",
            "enable-protected-configs",
            "io-threads",
            "io-threads-do-reads",
            "logfile",
            "pidfile",
            "rdbchecksum",
            "rename-command",
            "server-cpulist",
            "server_cpulist",
            "set-proc-title",
            "socket-mark-id",
            "supervised",
            "syslog-enabled",
            "syslog-facility",
            "syslog-ident",
            "tcp-backlog",
            "unixsocket",
            "unixsocketperm");

    private LiveConfiguration() {}

    /** Whether a setting takes hold without a restart. */
    public static boolean isLive(String setting) {
        return !AT_START.contains(setting);
    }

    /**
     * What tells one live configuration from another; it says nothing of its content.
     *
     * @param certificates what the nodes' certificate and its authorities are, or empty
     */
    public static String identity(List<HasMetadata> blueprint, String certificates) {
        MessageDigest digest = sha256();
        for (HasMetadata object : blueprint) {
            if (object instanceof ConfigMap map) {
                add(digest, map.getData().getOrDefault(FILE, ""));
            } else if (object instanceof Secret secret) {
                UserSecret.FILES.forEach(file -> add(digest, secret.getData().getOrDefault(file, "")));
            }
        }
        add(digest, certificates);
        return HexFormat.of().formatHex(digest.digest()).substring(0, IDENTITY_LENGTH);
    }

    /**
     * The objects without what no node has taken yet: a pod that starts meanwhile starts with what the others run with, and
     * not with what they may refuse.
     *
     * @param present the ConfigMap that is there
     */
    public static List<HasMetadata> heldBack(List<HasMetadata> blueprint, ConfigMap present) {
        return blueprint.stream()
                .map(object -> object instanceof ConfigMap wanted ? heldBack(wanted, present) : object)
                .toList();
    }

    /**
     * The objects with the settings that nodes have, as long as some of them run another version than they are to.
     *
     * @param present the ConfigMap that is there
     */
    public static List<HasMetadata> betweenVersions(List<HasMetadata> blueprint, ConfigMap present) {
        return blueprint.stream()
                .map(object -> object instanceof ConfigMap wanted ? betweenVersions(wanted, present) : object)
                .toList();
    }

    private static HasMetadata betweenVersions(ConfigMap wanted, ConfigMap present) {
        String live = RedisConf.betweenVersions(wanted.getData().getOrDefault(FILE, ""), startedWith(present));
        return new ConfigMapBuilder(wanted)
                .addToData(FILE, live)
                .addToData(RedisSet.CONFIG_FILE, RedisConf.with(live, startedWith(wanted)))
                .build();
    }

    private static String startedWith(ConfigMap map) {
        return Optional.ofNullable(map.getData())
                .map(data -> data.get(RedisSet.CONFIG_FILE))
                .orElse("");
    }

    private static HasMetadata heldBack(ConfigMap wanted, ConfigMap present) {
        return new ConfigMapBuilder(wanted)
                .addToData(RedisSet.CONFIG_FILE, RedisConf.holdingBack(startedWith(wanted), startedWith(present)))
                .build();
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
