package io.slotwise.streams.replay;

/**
 * A fixed number of masters; it is gone to at once.
 *
 * @param masters 1 or more
 */
record StaticMasters(int masters) implements Contender {
    StaticMasters {
        if (masters < 1) {
            throw new IllegalArgumentException("static:N needs N of at least 1, not " + masters);
        }
    }

    @Override
    public String name() {
        return "static:" + masters;
    }

    @Override
    public Pilot pilot(Course course, Diary diary) {
        return new Pilot() {
            @Override
            public int wanted(Observation seen) {
                return masters;
            }

            @Override
            public String why() {
                return "Always " + masters + " masters.";
            }
        };
    }
}
