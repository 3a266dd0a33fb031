package io.veilray.compare;

/**
 * What a run of comparisons looks like from outside.
 *
 * @param count comparisons made together
 * @param bits k: the inputs are shares modulo 2^k
 * @param outBits the outputs are shares modulo 2^outBits
 */
public record ReluShape(int count, int bits, int outBits) {
    /** Random transfers with the client as receiver. */
    public long clientReceives() {
        throw new UnsupportedOperationException();
    }

    /** Random transfers with the server as receiver. */
    public long serverReceives() {
        throw new UnsupportedOperationException();
    }

    public int clientCorrectionBytes() {
        throw new UnsupportedOperationException();
    }

    public int serverCorrectionBytes() {
        throw new UnsupportedOperationException();
    }

    /** Online messages, alternating, the server's first; always even. */
    public int flights() {
        throw new UnsupportedOperationException();
    }

    public int flightBytes(int flight) {
        throw new UnsupportedOperationException();
    }

    public long clientStoredBytes() {
        throw new UnsupportedOperationException();
    }

    public long serverStoredBytes() {
        throw new UnsupportedOperationException();
    }
}
