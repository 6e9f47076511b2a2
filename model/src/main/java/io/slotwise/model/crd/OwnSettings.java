package io.slotwise.model.crd;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of Redis that a cluster stands on, so that {@code redisConfig} must leave them out. They stand here as
 * CEL writes lists, since rules of the CRD are constants; a list of names that are looked up costs the same however
 * large the map is.
 */
public final class OwnSettings {
    static final String FILES = "'cluster-config-file', 'cluster-enabled', 'cluster-allow-replica-migration',"
            + " 'daemonize', 'dir', 'include', 'loadmodule', 'rename-command'";
    static final String ADDRESSES =
            "'bind', 'port', 'cluster-announce-ip', 'cluster-announce-port', 'cluster-announce-bus-port'";
    static final String REPLICATION = "'replicaof', 'slaveof'";
    static final String LOGIN =
            "'aclfile', 'masterauth', 'masteruser', 'primaryauth', 'primaryuser', 'requirepass', 'user'";
    static final String TLS = "'tls-auth-clients', 'tls-ca-cert-file', 'tls-cert-file', 'tls-cluster', 'tls-key-file',"
            + " 'tls-key-file-pass', 'tls-port', 'tls-replication'";

    static final String IF_SET = "!has(self.redisConfig) || [";
    static final String NONE = "].all(name, !(name in self.redisConfig))";
    static final String LEAVE_OUT = "redisConfig must leave out ";

    private static final Set<String> NAMES = Stream.of(FILES, ADDRESSES, REPLICATION, LOGIN, TLS)
            .flatMap(list -> Stream.of(list.split(",")))
            .map(name -> name.strip().replace("'", ""))
            .collect(Collectors.toUnmodifiableSet());

    private OwnSettings() {}

    /** All of their names. */
    public static Set<String> names() {
        return NAMES;
    }
}
