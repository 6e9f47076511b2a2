package io.slotwise.standalone.load;

/**
 * The data set that the cluster holds from the begin: keys spread over the slots, each with a value that follows from its
 * key.
 *
 * @param keys how many
 * @param valueBytes length of each value
 */
record BaseData(int keys, int valueBytes) {
    static String key(int index) {
        return "base:" + index;
    }

    String value(int index) {
        String start = key(index) + "#";
        return start + "x".repeat(Math.max(0, valueBytes - start.length()));
    }
}
