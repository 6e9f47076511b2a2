package io.slotwise.bench.cluster;

import io.slotwise.embedded.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cluster under test is made of.
 *
 * @param binary the program
 * @param settings other than the usual, each as {@code NAME=VALUE}
 */
public record Servers(RedisBinary binary, List<String> settings) {
    public Servers {
        settings = List.copyOf(settings);
        for (String setting : settings) {
            if (setting.indexOf('=') < 1) {
                throw new IllegalArgumentException("'" + setting + "' is not NAME=VALUE");
            }
        }
    }

    /** As arguments of the program. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            words.add("--" + setting.substring(0, equals));
            words.add(setting.substring(equals + 1));
        }
        return words;
    }

    /** A name with what is not usual, such as {@code valkey 9.1.2, hz=100}. */
    public String label(String name) {
        return settings.isEmpty() ? name : name + ", " + String.join(", ", settings);
    }
}
