package io.veilray.cloud.privacy;

import java.util.List;

/** One part of many views, bit position by bit position, so that bits are counted 64 at a time. */
final class BitColumns {
    /** Numbers. */
    final int count;
    /** {@code [bit][word]}. */
    private final long[][] columns;

    BitColumns(List<ServerView> views, String part) {
        int bits = views.getFirst().part(part).bits();
        this.count =
                views.stream().mapToInt(view -> view.part(part).values().length).sum();
        this.columns = new long[bits][(count + 63) / 64];
        int at = 0;
        for (ServerView view : views) {
            for (long value : view.part(part).values()) {
                for (int bit = 0; bit < bits; bit++) {
                    columns[bit][at >> 6] |= (value >>> bit & 1) << at;
                }
                at++;
            }
        }
    }

    int bits() {
        return columns.length;
    }

    long ones(int bit) {
        return both(bit, bit);
    }

    /** Numbers with both bits set. */
    long both(int a, int b) {
        long sum = 0;
        for (int i = 0; i < columns[a].length; i++) {
            sum += Long.bitCount(columns[a][i] & columns[b][i]);
        }
        return sum;
    }
}
