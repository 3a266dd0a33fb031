package io.veilray.he;

import io.veilray.ring.Ring;
import java.util.Map;

/**
 * Checked parameters of the encryption. Only sets below the ceiling for 128-bit classical security with a uniform ternary
 * secret exist: Bossuat, Cammarota, Chillotti et al., "Security Guidelines for Implementing Homomorphic Encryption"
 * (ePrint 2024/463), table 5.2, error deviation 3.19.
 */
public final class HeParameters {
    /** Most bits of the whole modulus, by ring degree. */
    private static final Map<Integer, Integer> MOST_MODULUS_BITS = Map.of(4096, 106, 8192, 214);

    /** The usual set: N = 4096, two primes of 50 bits, 100 bits in all. */
    public static final HeParameters N4096 = of(new Literal(4096, 50, 2));

    /**
     * For flooding of 2^40: N = 8192, three primes of 49 bits, 147 bits in all. At the largest ring, l = 41, a message unit
     * is 2^106 of the modulus, of which {@link NoiseBudget} leaves 2^101 to noise: the flooding's 2^40 and 2^61 for
     * products of weights. Two primes would leave 2^52 in all; a fourth would only make messages longer.
     */
    public static final HeParameters N8192 = of(new Literal(8192, 49, 3));

    /** Unchecked parameters as they stand in a file or a message. */
    public record Literal(int degree, int primeBits, int primeCount) {}

    private final Literal literal;
    private final Ring ring;

    private HeParameters(Literal literal) {
        this.literal = literal;
        this.ring = Ring.of(literal.degree(), literal.primeBits(), literal.primeCount());
    }

    /** Checks a literal against the safety table and the limits of the transform. */
    public static HeParameters of(Literal literal) {
        Integer most = MOST_MODULUS_BITS.get(literal.degree());
        if (most == null) {
            throw new IllegalArgumentException(
                    "ring degree " + literal.degree() + ": must be 4096 or 8192, the degrees of the safety table");
        }
        long bits = (long) literal.primeBits() * literal.primeCount();
        if (literal.primeBits() < 1 || literal.primeCount() < 1 || bits > most) {
            throw new IllegalArgumentException("modulus of " + literal.primeCount() + " primes of "
                    + literal.primeBits() + " bits: must have at most " + most + " bits in all at degree "
                    + literal.degree() + " for 128-bit security");
        }
        return new HeParameters(literal);
    }

    /** The set of that degree: 4096 or 8192. */
    public static HeParameters ofDegree(int degree) {
        return switch (degree) {
            case 4096 -> N4096;
            case 8192 -> N8192;
            default -> throw new IllegalArgumentException("ring degree " + degree + ": must be 4096 or 8192");
        };
    }

    public Ring ring() {
        return ring;
    }

    /** N, the number of coefficients of a polynomial. */
    public int degree() {
        return literal.degree();
    }

    /** Bits of the whole modulus, rounded up. */
    public int modulusBits() {
        return literal.primeBits() * literal.primeCount();
    }

    /** What a person reads: "RLWE N=4096, log q=100, ternary secret, 128-bit (ePrint 2024/463)". */
    @Override
    public String toString() {
        return "RLWE N=" + degree() + ", log q=" + modulusBits() + ", ternary secret, 128-bit (ePrint 2024/463)";
    }
}
