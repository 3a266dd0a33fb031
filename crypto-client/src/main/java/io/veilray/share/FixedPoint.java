package io.veilray.share;

/**
 * Real numbers as integers with a fixed number of fractional bits.
 *
 * @param fractionalBits from 0 to 50
 */
public record FixedPoint(int fractionalBits) {
    public FixedPoint {
        if (fractionalBits < 0 || fractionalBits > 50) {
            throw new IllegalArgumentException("fractional bits " + fractionalBits + ": must be from 0 to 50");
        }
    }

    /** The nearest integer multiple of 2^-bits; ties go up. Fails on what is not finite or does not fit in 62 bits. */
    public long encode(double value) {
        double scaled = Math.scalb(value, fractionalBits);
        if (!(Math.abs(scaled) < 0x1p62)) {
            throw new IllegalArgumentException("value with " + fractionalBits
                    + " fractional bits does not fit: it must be finite and below 2^" + (62 - fractionalBits));
        }
        return Math.round(scaled);
    }

    public long[] encode(float[] values) {
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = encode(values[i]);
        }
        return out;
    }

    public double decode(long value) {
        return Math.scalb((double) value, -fractionalBits);
    }

    /** Drops that many low bits, rounding to nearest and ties up: floor((value + 2^(bits-1)) / 2^bits). */
    public static long rescale(long value, int bits) {
        return bits == 0 ? value : value + (1L << bits - 1) >> bits;
    }
}
