package io.veilray.ot;

import java.math.BigInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The hash as the paper writes it, one block at a time, on numbers of 128 bits. */
final class SlowHash {
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(64);

    private SlowHash() {}

    /** pi(sigma(x) xor i) xor sigma(x) xor i, low word first. */
    static long[] hash(long[] key, long low, long high, long use, long tweak) throws Exception {
        BigInteger i = number(tweak, use);
        BigInteger argument = sigma(number(low, high)).xor(i);
        BigInteger hashed = pi(key, argument).xor(argument);
        return new long[] {hashed.longValue(), hashed.shiftRight(64).longValue()};
    }

    private static BigInteger number(long low, long high) {
        BigInteger unsignedLow = new BigInteger(Long.toUnsignedString(low));
        return new BigInteger(Long.toUnsignedString(high)).multiply(HALF).add(unsignedLow);
    }

    /** (high, low) to (high xor low, high). */
    private static BigInteger sigma(BigInteger x) {
        BigInteger high = x.divide(HALF);
        return high.xor(x.mod(HALF)).multiply(HALF).add(high);
    }

    private static BigInteger pi(long[] key, BigInteger x) throws Exception {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(littleEndian(number(key[0], key[1])), "AES"));
        byte[] out = aes.doFinal(littleEndian(x));
        BigInteger value = BigInteger.ZERO;
        for (int b = 15; b >= 0; b--) {
            value = value.shiftLeft(8).or(BigInteger.valueOf(out[b] & 0xff));
        }
        return value;
    }

    private static byte[] littleEndian(BigInteger x) {
        byte[] bytes = new byte[16];
        for (int b = 0; b < 16; b++) {
            bytes[b] = x.shiftRight(8 * b).byteValue();
        }
        return bytes;
    }
}
