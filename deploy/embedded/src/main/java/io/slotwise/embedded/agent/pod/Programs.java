package io.slotwise.embedded.agent.pod;

import io.slotwise.embedded.agent.AgentConfig;
import io.slotwise.embedded.agent.JavaImage;
import io.slotwise.embedded.redis.RedisBinary;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What images stand for on this machine: a program in place of each. */
record Programs(RedisBinary redis, Map<String, RedisBinary> servers, JavaImage jobRunner) {
    private static final Set<String> REDIS_IMAGES = Set.of("redis", "valkey", "redis-stack-server");
    private static final Set<String> SERVERS = Set.of("redis-server", "valkey-server");
    private static final Set<String> CLIENTS = Set.of("redis-cli", "valkey-cli");

    static Programs of(AgentConfig config) {
        return new Programs(config.redis(), config.servers(), config.jobRunner());
    }

    /**
     * The words to run for a container.
     *
     * @param command the container's command, empty for the image's own
     * @param args the container's arguments
     * @throws NotStartable when no program stands for the image
     */
    List<String> command(String imageName, List<String> command, List<String> args, String podIp) throws NotStartable {
        Image image = Image.parse(imageName);
        if (image.repository().endsWith(jobRunner.repository())) {
            return java(command, args);
        }
        if (REDIS_IMAGES.contains(image.name())) {
            RedisBinary server = servers.getOrDefault(image.name() + "-" + image.tag(), redis);
            return redis(server, command, args, podIp);
        }
        throw new NotStartable(
                "ErrImagePull", "the embedded node has no program in place of image \"" + imageName + "\"");
    }

    private List<String> java(List<String> command, List<String> args) {
        List<String> words = new ArrayList<>(jobRunner.command());
        words.addAll(command);
        words.addAll(args);
        return words;
    }

    private static List<String> redis(RedisBinary server, List<String> command, List<String> args, String podIp) {
        List<String> words = new ArrayList<>(command);
        words.addAll(args);
        boolean serverMeant =
                words.isEmpty() || words.get(0).startsWith("-") || words.get(0).endsWith(".conf");
        if (serverMeant) {
            words.add(0, "redis-server");
        }
        if (SERVERS.contains(words.get(0))) {
            words.set(0, server.path().toString());
            words.addAll(List.of("--bind", podIp));
        } else {
            Optional.of(words.get(0))
                    .filter(CLIENTS::contains)
                    .flatMap(any -> server.client())
                    .ifPresent(client -> words.set(0, client.toString()));
        }
        return words;
    }

    /** The search path of containers: the Redis programs' folder first, under both their names where they differ. */
    String searchPath(String inherited) {
        return Optional.ofNullable(redis.path().getParent())
                .map(folder -> folder + File.pathSeparator + inherited)
                .orElse(inherited);
    }
}
