package io.veilray.ot;

/** The sender's pads of random oblivious transfers. */
public interface PadSender {
    /**
     * The next transfers, each with two pads of 128 bits: words 2i and 2i + 1 of each array.
     *
     * @throws IllegalStateException if fewer are ready
     */
    void take(int count, long[] zeros, long[] ones);
}
