package io.slotwise.standalone.story;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Topic;
import io.slotwise.standalone.feed.TopicFeed;
import java.util.Optional;

/** Remembers what the story's numbers are made of: the most masters seen, and the first scale-out's times. */
public final class Chronicle implements TopicFeed.Listener {
    private Optional<ClusterRecord> cluster = Optional.empty();
    private Timings timings = Timings.NONE;
    private int mastersPeak;

    public Chronicle() {}

    @Override
    public synchronized void heard(Topic<?> topic, Object value) {
        if (value instanceof ClusterRecord heard) {
            cluster = Optional.of(heard);
        } else if (value instanceof Sample sample) {
            mastersPeak = Math.max(mastersPeak, (int) sample.activeMasters().count());
            cluster.ifPresent(known -> timings = timings.with(sample, known.policy()));
        } else if (value instanceof Intent intent) {
            timings = timings.with(intent);
        } else if (value instanceof JobEvent event) {
            timings = timings.with(event);
        }
    }

    synchronized Timings timings() {
        return timings;
    }

    synchronized int mastersPeak() {
        return mastersPeak;
    }
}
