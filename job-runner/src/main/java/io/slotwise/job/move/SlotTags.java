package io.slotwise.job.move;

import io.slotwise.model.topology.SlotSet;

/** For each slot a short hash tag that lies in it. */
final class SlotTags {
    private static final int POLYNOMIAL = 0x1021;
    private static final String[] TAGS = tags();

    private SlotTags() {}

    static String of(int slot) {
        return TAGS[slot];
    }

    private static String[] tags() {
        String[] tags = new String[SlotSet.COUNT];
        int missing = tags.length;
        for (int i = 0; missing > 0; i++) {
            String tag = Integer.toString(i, Character.MAX_RADIX);
            int slot = slot(tag);
            if (tags[slot] == null) {
                tags[slot] = tag;
                missing--;
            }
        }
        return tags;
    }

    /** CRC-16/XMODEM over 16,384, as the cluster specification has it. */
    static int slot(String tag) {
        int crc = 0;
        for (int i = 0; i < tag.length(); i++) {
            crc ^= tag.charAt(i) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
            }
        }
        return (crc & 0xFFFF) % SlotSet.COUNT;
    }
}
