package io.slotwise.reconciler.objects;

import io.slotwise.reconciler.spec.Settings;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * ACL rules about commands that not every server knows: those that all know which run or will run. While pods are made anew
 * with another version, one that still has the old one neither takes a rule about a newer command nor starts with it.
 *
 * @param slotStats what each slot carries
 * @param migrations of slots by the server itself
 */
record NewerCommands(List<String> slotStats, List<String> migrations) {
    /** Those that the server of the spec and those of all present pods know, by their images. */
    static NewerCommands of(Settings settings, Collection<String> running) {
        List<Server> servers = Stream.concat(Stream.of(settings.image()), running.stream())
                .map(Server::of)
                .toList();
        return new NewerCommands(common(servers, Server::slotStats), common(servers, Server::migrations));
    }

    private static List<String> common(List<Server> servers, Function<Server, List<String>> rules) {
        return rules.apply(servers.get(0)).stream()
                .filter(rule ->
                        servers.stream().allMatch(server -> rules.apply(server).contains(rule)))
                .toList();
    }
}
