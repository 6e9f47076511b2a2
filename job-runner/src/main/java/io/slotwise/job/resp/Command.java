package io.slotwise.job.resp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** A command's words. */
public record Command(List<Word> words) {
    public Command {
        words = List.copyOf(words);
    }

    /** From texts, numbers and words. */
    public static Command of(Object... words) {
        List<Word> list = new ArrayList<>(words.length);
        for (Object word : words) {
            list.add(word instanceof Word it ? it : Word.of(word.toString()));
        }
        return new Command(list);
    }

    public static Command setSlot(int slot, String state, String id) {
        return of("CLUSTER", "SETSLOT", slot, state, id);
    }

    public static Command addSlots(IntStream slots) {
        return of("CLUSTER", "ADDSLOTS").with(slots.mapToObj(Word::of).toList());
    }

    /** It behind the word that lets a node carry it out in a slot that it imports. */
    public List<Command> asking() {
        return List.of(of("ASKING"), this);
    }

    /** The same with more words. */
    public Command with(Collection<Word> more) {
        List<Word> all = new ArrayList<>(words.size() + more.size());
        all.addAll(words);
        all.addAll(more);
        return new Command(all);
    }

    /** The same with more texts, numbers and words. */
    public Command with(Object... more) {
        return with(of(more).words());
    }
}
