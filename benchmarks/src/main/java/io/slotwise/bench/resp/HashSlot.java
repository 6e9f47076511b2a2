package io.slotwise.bench.resp;

import io.slotwise.model.topology.SlotSet;

/** The hash slot of a key: CRC16/XMODEM of its name, of 16,384. Keys here have no hash tags. */
public final class HashSlot {
    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = table();

    private HashSlot() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int value = 0; value < 256; value++) {
            int crc = value << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
            }
            table[value] = crc & 0xffff;
        }
        return table;
    }

    public static int of(String key) {
        int crc = 0;
        for (int i = 0; i < key.length(); i++) {
            crc = ((crc << 8) ^ TABLE[((crc >> 8) ^ key.charAt(i)) & 0xff]) & 0xffff;
        }
        return crc % SlotSet.COUNT;
    }
}
