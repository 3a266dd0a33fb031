package io.veilray.ot;

/** The receiver's choices and pads of random oblivious transfers. */
public interface PadReceiver {
    /**
     * The next transfers: the choice of transfer i is bit {@code i % 64} of word {@code i / 64}, and words 2i and 2i + 1 of
     * {@code pads} hold the sender's pad of that choice.
     *
     * @throws IllegalStateException if fewer are ready
     */
    void take(int count, long[] choices, long[] pads);
}
