package io.slotwise.standalone.story;

/** The story cannot go on; the message is a sentence for people. */
public final class StoryFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoryFailure(String sentence) {
        super(sentence);
    }
}
