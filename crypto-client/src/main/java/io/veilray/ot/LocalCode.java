package io.veilray.ot;

/**
 * The code of an extension: every output adds ten entries of the table of secrets. Row i reads bytes 40 i to 40 i + 39 of
 * the stream of a public seed, ten numbers r of 32 bits, little endian, each for entry floor(r k / 2^32). An entry is up
 * to one part in 2^32 / k (at least 9,000) likelier than another.
 */
final class LocalCode implements AutoCloseable {
    static final int LOCALITY = 10;
    private static final int ROW_BYTES = 4 * LOCALITY;
    private static final int ROWS = 64;
    private static final long LOW = 0xffffffffL;

    private final BlockStream stream = new BlockStream();

    /**
     * Adds the rows from {@code first} on to {@code count} blocks of {@code out}; both are multiples of 64.
     *
     * @param table k blocks
     */
    void add(long seedLow, long seedHigh, int first, int count, long[] table, long[] out) {
        stream.seek(seedLow, seedHigh, (long) first * ROW_BYTES / Blocks.BYTES);
        for (int done = 0; done < count; done += ROWS) {
            addRows(stream.next(ROWS * ROW_BYTES), table, out, 2 * done);
        }
    }

    private static void addRows(byte[] rows, long[] table, long[] out, int start) {
        long k = table.length >> 1;
        for (int r = 0; r < ROWS; r++) {
            long low = out[start + 2 * r];
            long high = out[start + 2 * r + 1];
            for (int w = 0; w < LOCALITY / 2; w++) {
                long two = (long) Blocks.WORD.get(rows, ROW_BYTES * r + 8 * w);
                int a = (int) ((two & LOW) * k >>> 32) << 1;
                int b = (int) ((two >>> 32) * k >>> 32) << 1;
                low ^= table[a] ^ table[b];
                high ^= table[a + 1] ^ table[b + 1];
            }
            out[start + 2 * r] = low;
            out[start + 2 * r + 1] = high;
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
