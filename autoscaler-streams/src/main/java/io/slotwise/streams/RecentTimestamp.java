package io.slotwise.streams;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's own timestamp, or the present time where that is more than an hour off or rubbish. Event time is in the
 * samples themselves; this one goes to the changelogs, and brokers forget a producer whose newest record is a day old: after
 * an outage the first samples may be so old.
 */
public final class RecentTimestamp implements TimestampExtractor {
    private static final long MOST_OFF = Duration.ofHours(1).toMillis();

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return recent(record.timestamp(), System.currentTimeMillis());
    }

    static long recent(long timestamp, long now) {
        return timestamp >= now - MOST_OFF && timestamp <= now + MOST_OFF ? timestamp : now;
    }
}
