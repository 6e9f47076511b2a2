package io.slotwise.reconciler.objects;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server an image's name and tag promise. A server does not start with an ACL rule about a command that it does not
 * know, so rules name newer commands only where the tag says that they are there.
 *
 * @param family whose it is
 * @param major 0 when the tag is no version
 * @param minor 0 when the tag does not say
 */
record Server(Family family, int major, int minor) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?(?:[.-].*)?");

    /** Whose server it is. */
    enum Family {
        REDIS,
        VALKEY
    }

    /**
     * Reads it.
     *
     * @param image such as {@code registry.example.com:5000/valkey/valkey:8.1@sha256:…}
     */
    static Server of(String image) {
        String named = image.replaceFirst("@.*", "");
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        Family family = named.contains("valkey") ? Family.VALKEY : Family.REDIS;
        Matcher version = VERSION.matcher(colon < 0 ? "" : named.substring(colon + 1));
        return version.matches()
                ? new Server(
                        family,
                        Integer.parseInt(version.group(1)),
                        version.group(2) == null ? 0 : Integer.parseInt(version.group(2)))
                : new Server(family, 0, 0);
    }

    /** {@code CLUSTER SLOT-STATS}. */
    List<String> slotStats() {
        return isFrom(8, 2, 8, 0) ? List.of("+cluster|slot-stats") : List.of();
    }

    /** Migrations of slots by the server itself. */
    List<String> migrations() {
        if (!isFrom(8, 4, 9, 0)) {
            return List.of();
        }
        return family == Family.REDIS
                ? List.of("+cluster|migration")
                : List.of("+cluster|migrateslots", "+cluster|getslotmigrations", "+cluster|cancelslotmigrations");
    }

    private boolean isFrom(int redisMajor, int redisMinor, int valkeyMajor, int valkeyMinor) {
        int least = family == Family.REDIS ? redisMajor * 1000 + redisMinor : valkeyMajor * 1000 + valkeyMinor;
        return major * 1000 + minor >= least;
    }
}
