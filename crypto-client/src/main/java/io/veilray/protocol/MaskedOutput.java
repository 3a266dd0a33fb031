package io.veilray.protocol;

/** {@link Rounds#MASKED_OUTPUT}: the server's share of the sums of layer {@code round}. */
public record MaskedOutput(int round, long[] elements) {
    @Override
    public String toString() {
        return "MaskedOutput[round " + round + ", " + elements.length + " elements]";
    }
}
