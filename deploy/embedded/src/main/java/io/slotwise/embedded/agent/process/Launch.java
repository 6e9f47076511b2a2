package io.slotwise.embedded.agent.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param environment all that it gets; nothing is inherited
 * @param log what it prints is added to this file
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory, Path log) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
