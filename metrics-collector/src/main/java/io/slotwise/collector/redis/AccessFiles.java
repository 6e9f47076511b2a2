package io.slotwise.collector.redis;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeAccess;
import io.slotwise.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with a file for each cluster that wants to know who asks. It is read for each new connection, so that a password
 * or certificate that was replaced is taken up with the next one.
 */
public record AccessFiles(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFiles.class);

    /** Empty for a cluster without a file, and for one whose file cannot be read, which is logged. */
    Optional<NodeAccess> of(ClusterKey cluster) {
        Path file = folder.resolve(NodeAccess.file(cluster));
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), NodeAccess.class));
        } catch (IOException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("file", file)
                    .addKeyValue("problem", e.getClass().getSimpleName())
                    .log("The file that says how to be let in cannot be read");
            return Optional.empty();
        }
    }
}
