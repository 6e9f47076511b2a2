package io.slotwise.model;

import java.time.Instant;

/**
 * A record that could not be read, set aside with the reason: topic {@code slotwise.dead-letters}.
 *
 * @param topic where it stood
 * @param partition where it stood
 * @param offset where it stood
 * @param key its key as text (the first 1 KiB), or empty
 * @param value its bytes in Base64 (the first 256 KiB)
 * @param component who could not read it
 * @param problem what is wrong with it and where
 * @param at the record's own timestamp
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String key,
        String value,
        String component,
        String problem,
        Instant at) {}
