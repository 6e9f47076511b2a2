package io.slotwise.bench.data;

/** What a key may show after everything. */
public interface Expectation {
    /** What a key shows that was only loaded. */
    Expectation LOADED = new Expectation() {
        @Override
        public long oldest(int key) {
            return 0;
        }

        @Override
        public long newest(int key) {
            return 0;
        }
    };

    /** The newest acknowledged write. */
    long oldest(int key);

    /** The newest write that was sent. */
    long newest(int key);
}
