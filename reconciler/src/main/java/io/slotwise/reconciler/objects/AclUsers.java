package io.slotwise.reconciler.objects;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each user may do: what its part of Slotwise does, and nothing else. */
final class AclUsers {
    static final String DEFAULT = "default";
    static final String ADMIN = "slotwise-admin";
    static final String COLLECTOR = "slotwise-collector";
    static final String JOBS = "slotwise-jobs";
    static final String REPLICATION = "slotwise-replication";

    private static final List<String> NOTHING = List.of("resetkeys", "resetchannels", "-@all");

    private AclUsers() {}

    /** Clients: everything, as they may without ACLs. */
    static List<String> everything() {
        return List.of("~*", "&*", "+@all");
    }

    /** The job configure. */
    static List<String> admin() {
        return and(NOTHING, List.of("+acl|setuser", "+config|get", "+config|set"));
    }

    /** Nodes that follow another one. */
    static List<String> replication() {
        return and(NOTHING, List.of("+psync", "+replconf", "+ping"));
    }

    /** It observes. */
    static List<String> collector(NewerCommands newer) {
        return and(
                and(NOTHING, List.of("+info", "+cluster|nodes", "+cluster|info", "+ping", "+client|setname")),
                newer.slotStats());
    }

    /** Jobs move any key, and keep their lease over channels of their own. */
    static List<String> jobs(NewerCommands newer) {
        List<String> data = List.of(
                "+asking",
                "+discard",
                "+dump",
                "+eval",
                "+exec",
                "+get",
                "+memory|usage",
                "+migrate",
                "+multi",
                "+pttl",
                "+restore-asking",
                "+select",
                "+set",
                "+unlink",
                "+unwatch",
                "+watch");
        List<String> cluster = Stream.of(
                        "addslots",
                        "countkeysinslot",
                        "failover",
                        "forget",
                        "getkeysinslot",
                        "info",
                        "meet",
                        "nodes",
                        "replicate",
                        "reset",
                        "set-config-epoch",
                        "setslot")
                .map(word -> "+cluster|" + word)
                .toList();
        List<String> rest = List.of(
                "+client|id",
                "+client|kill",
                "+client|list",
                "+client|setname",
                "+config|get",
                "+dbsize",
                "+info",
                "+ping",
                "+publish",
                "+role",
                "+subscribe");
        return Stream.of(
                        List.of("~*", "resetchannels", "&slotwise:*", "-@all"),
                        data,
                        cluster,
                        newer.slotStats(),
                        newer.migrations(),
                        rest)
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> and(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** All but the default one, by name. */
    static Map<String, List<String>> parts(NewerCommands newer) {
        return Map.of(ADMIN, admin(), COLLECTOR, collector(newer), JOBS, jobs(newer), REPLICATION, replication());
    }
}
