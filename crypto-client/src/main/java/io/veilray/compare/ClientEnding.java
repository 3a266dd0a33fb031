package io.veilray.compare;

/** The client's side of what turns the tree's last wire into shares of numbers. */
interface ClientEnding extends Held {
    /** Draws for elements from {@code from} on, a multiple of 64, and packs what the server is told ahead. */
    void draw(Pads pads, long[] input, long[] output, int from, int block, long[] corrections);

    /** Own mask of the last wire, xor what this side alone knows of it. */
    long[] lastMask(long[] input);

    /** What the server's first message holds for the end. */
    void take(Message first);

    /** What the last message holds besides wires, from the last wire as both know it. */
    void write(Message out, long[] known, long[] input);
}
