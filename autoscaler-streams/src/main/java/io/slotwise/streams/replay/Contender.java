package io.slotwise.streams.replay;

/** A scaling policy that can be tried on a course. */
public interface Contender {
    /** How it is called in tables, with its settings; such as {@code hpa:70}. */
    String name();

    /** A fresh run of it. */
    Pilot pilot(Course course, Diary diary);

    /** One run of a policy over one course. */
    interface Pilot {
        /**
         * Called at every tick, in order, while a scaling runs too.
         *
         * @return how many masters it wants; what comes while a scaling runs is not heard
         */
        int wanted(Observation seen);

        /** Why it wanted what it last wanted, in a sentence. Asked when a scaling begins. */
        String why();
    }
}
