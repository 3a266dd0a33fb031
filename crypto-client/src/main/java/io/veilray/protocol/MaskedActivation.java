package io.veilray.protocol;

/** {@link Rounds#MASKED_ACTIVATION}: the tensor that layer {@code round} is the first to be able to read, less its mask. */
public record MaskedActivation(int round, long[] elements) {
    @Override
    public String toString() {
        return "MaskedActivation[round " + round + ", " + elements.length + " elements]";
    }
}
