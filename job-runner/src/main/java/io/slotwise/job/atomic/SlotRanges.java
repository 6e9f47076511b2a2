package io.slotwise.job.atomic;

import io.slotwise.job.resp.Word;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.List;

/** Slots as servers' migration commands take them and tell of them. */
final class SlotRanges {
    private SlotRanges() {}

    /** First and last of each run, in turn. */
    static List<Word> words(SlotSet slots) {
        List<Word> words = new ArrayList<>();
        for (String run : slots.toString().split(",", -1)) {
            String[] ends = run.split("-", -1);
            words.add(Word.of(ends[0]));
            words.add(Word.of(ends[ends.length - 1]));
        }
        return words;
    }

    /** From {@code 0-10 12-12}. */
    static SlotSet parse(String ranges) {
        return SlotSet.parse(ranges.trim().replace(' ', ','));
    }
}
