package io.slotwise.standalone.story;

import io.slotwise.standalone.load.LoadGenerator;
import java.util.Optional;

/** What the story is played on: a running system with its cluster. */
public interface Stage {
    Demo demo();

    Chronicle chronicle();

    /** Connects a load generator to the cluster and loads the data set. */
    LoadGenerator startLoad();

    /** Looks at the cluster as {@code redis-cli --cluster check} does; what is wrong with it, if anything. */
    Optional<String> check();
}
