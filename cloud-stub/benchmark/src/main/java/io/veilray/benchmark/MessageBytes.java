package io.veilray.benchmark;

/**
 * Payload of a ticket's messages: uploads of 92 bits a coefficient (two primes of 50 bits less 8 that carry nothing), l
 * fewer where a mask entry is carried for the first time; responses of l + 9 bits for each coefficient of one half and
 * l + 2 for each result. N = 4096.
 */
final class MessageBytes {
    private static final int DEGREE = 4096;
    private static final int SEEDS = 64;

    private MessageBytes() {}

    /** An upload that carries nothing new. */
    static double upload() {
        return SEEDS + 92 * DEGREE / 8.0;
    }

    /** A response without its results. */
    static double response(int ringBits) {
        return (ringBits + 9) * DEGREE / 8.0;
    }

    static long up(int uploads, int entries, int ringBits) {
        return Math.round(uploads * upload() - entries * ringBits / 8.0);
    }

    static long down(int responses, int results, int ringBits) {
        return Math.round(responses * response(ringBits) + results * (ringBits + 2) / 8.0);
    }
}
