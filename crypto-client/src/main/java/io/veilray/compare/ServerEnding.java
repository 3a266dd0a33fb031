package io.veilray.compare;

/** The server's side of what turns the tree's last wire into shares of numbers. */
interface ServerEnding extends Held {
    /** Draws for elements from {@code from} on, a multiple of 64; the corrections are the client's, packed. */
    void draw(Pads pads, int from, int block, long[] corrections);

    /** Own mask of the last wire, xor what this side alone knows of it. */
    long[] lastMask(long[] input);

    /** What the first message holds besides tables. */
    void write(Message out, long[] input);

    /** The result's shares, from the last wire as both know it and the client's last message. */
    long[] finish(Message last, long[] known, long[] input);
}
