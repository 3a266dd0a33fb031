package io.veilray.ot;

import io.veilray.share.MalformedMessageException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.WNafL2RMultiplier;

/**
 * 128 oblivious transfers of random keys on the curve P-256: Naor and Pinkas, "Efficient Oblivious Transfer Protocols"
 * (SODA 2001), protocol 3.1 with its point C fixed once for all. The receiver with choice c draws t, sets
 * P_c = t G and P_(1-c) = C - P_c, and sends P_0. The sender draws a and sends A = a G. The key of value b is a hash of
 * a P_b, of which the receiver knows t A for its own choice. The messages do not depend on each other.
 *
 * <p>P_0 is uniform whatever the choice is; who knew both keys would know a C, the Diffie-Hellman secret of A and C. No
 * one knows the logarithm of C, which is hashed to the curve from a text.
 */
final class BaseTransfers {
    static final int COUNT = 128;
    /** A point as both coordinates, with the byte 4 before them. */
    static final int POINT_BYTES = 65;

    private static final X9ECParameters P256 = CustomNamedCurves.getByName("secp256r1");
    private static final ECCurve CURVE = P256.getCurve();
    private static final byte[] LABEL = "Veilray base transfer 1".getBytes(StandardCharsets.US_ASCII);
    private static final ECPoint C = hashToCurve("Veilray base transfer 1, point C");

    private BaseTransfers() {}

    /** The first point whose x is SHA-256 of the text and a counter of 4 bytes; of the two, that with even y. */
    private static ECPoint hashToCurve(String text) {
        for (int counter = 0; ; counter++) {
            byte[] compressed = new byte[33];
            compressed[0] = 2;
            byte[] x = sha256().digest(ByteBuffer.allocate(text.length() + 4)
                    .put(text.getBytes(StandardCharsets.US_ASCII))
                    .putInt(counter)
                    .array());
            System.arraycopy(x, 0, compressed, 1, x.length);
            try {
                return CURVE.decodePoint(compressed);
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
    }

    /** The public point C. */
    static byte[] pointC() {
        return C.getEncoded(false);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    private static BigInteger scalar() {
        BigInteger drawn;
        do {
            drawn = new BigInteger(256, Blocks.random());
        } while (drawn.signum() == 0 || drawn.compareTo(P256.getN()) >= 0);
        return drawn;
    }

    private static ECPoint read(String what, byte[] message, int at) throws MalformedMessageException {
        try {
            byte[] encoded = Arrays.copyOfRange(message, at, at + POINT_BYTES);
            if (encoded[0] == 4) {
                return CURVE.decodePoint(encoded);
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(what + " is not a point of the curve");
        }
        throw new MalformedMessageException(what + " is not a point of the curve with both coordinates");
    }

    /** Hashes to 16 bytes what tells one key from another, then the shared point. */
    private static void key(
            MessageDigest digest, int index, int value, byte[] a, byte[] p, ECPoint shared, long[] keys) {
        digest.update(LABEL);
        digest.update((byte) index);
        digest.update((byte) value);
        digest.update(a);
        digest.update(p);
        byte[] secret = shared.getEncoded(false);
        byte[] hashed = digest.digest(secret);
        Blocks.read(hashed, 0, keys, 2 * index, 2);
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(hashed, (byte) 0);
    }

    /** Who chooses. */
    static final class Receiver implements AutoCloseable {
        private final BigInteger[] secrets = new BigInteger[COUNT];
        private final byte[] message = new byte[COUNT * POINT_BYTES];
        private final long[] choices;

        /** @param choices bit i % 64 of word i / 64 is choice i */
        Receiver(long[] choices) {
            this.choices = choices.clone();
            FixedPointCombMultiplier comb = new FixedPointCombMultiplier();
            ECPoint[] points = new ECPoint[COUNT];
            for (int i = 0; i < COUNT; i++) {
                secrets[i] = scalar();
                ECPoint own = comb.multiply(P256.getG(), secrets[i]);
                ECPoint other = C.subtract(own);
                points[i] = choice(i) == 0 ? own : other;
            }
            CURVE.normalizeAll(points);
            for (int i = 0; i < COUNT; i++) {
                System.arraycopy(points[i].getEncoded(false), 0, message, i * POINT_BYTES, POINT_BYTES);
            }
        }

        private int choice(int i) {
            return (int) (choices[i >> 6] >>> i & 1);
        }

        /** The points P_0. */
        byte[] message() {
            return message;
        }

        /** The keys of the choices, from the sender's point. */
        long[] keys(byte[] from, int at) throws MalformedMessageException {
            ECPoint a = read("the base transfers' key", from, at);
            byte[] encoded = a.getEncoded(false);
            FixedPointCombMultiplier comb = new FixedPointCombMultiplier();
            ECPoint[] shared = new ECPoint[COUNT];
            for (int i = 0; i < COUNT; i++) {
                shared[i] = comb.multiply(a, secrets[i]);
            }
            CURVE.normalizeAll(shared);
            MessageDigest digest = sha256();
            long[] keys = new long[2 * COUNT];
            for (int i = 0; i < COUNT; i++) {
                byte[] p = Arrays.copyOfRange(message, i * POINT_BYTES, (i + 1) * POINT_BYTES);
                key(digest, i, choice(i), encoded, p, shared[i], keys);
            }
            close();
            return keys;
        }

        @Override
        public void close() {
            Arrays.fill(secrets, null);
            Arrays.fill(choices, 0);
        }
    }

    /** Who learns both keys of every transfer. */
    static final class Sender implements AutoCloseable {
        private final byte[] message;
        private final long[] zeros = new long[2 * COUNT];
        private final long[] ones = new long[2 * COUNT];

        /** Reads all points before it multiplies any: a bad message costs next to nothing. */
        Sender(byte[] points, int at) throws MalformedMessageException {
            ECPoint[] chosen = new ECPoint[COUNT];
            for (int i = 0; i < COUNT; i++) {
                String what = "point " + i + " of the base transfers";
                chosen[i] = read(what, points, at + i * POINT_BYTES);
                if (chosen[i].equals(C)) {
                    throw new MalformedMessageException(what + " leaves no point for the other value");
                }
            }
            BigInteger a = scalar();
            message = new FixedPointCombMultiplier()
                    .multiply(P256.getG(), a)
                    .normalize()
                    .getEncoded(false);
            WNafL2RMultiplier multiplier = new WNafL2RMultiplier();
            ECPoint ofC = multiplier.multiply(C, a);
            ECPoint[] shared = new ECPoint[2 * COUNT];
            for (int i = 0; i < COUNT; i++) {
                shared[i] = multiplier.multiply(chosen[i], a);
                shared[COUNT + i] = ofC.subtract(shared[i]);
            }
            CURVE.normalizeAll(shared);
            MessageDigest digest = sha256();
            for (int i = 0; i < COUNT; i++) {
                int start = at + i * POINT_BYTES;
                byte[] p = Arrays.copyOfRange(points, start, start + POINT_BYTES);
                key(digest, i, 0, message, p, shared[i], zeros);
                key(digest, i, 1, message, p, shared[COUNT + i], ones);
            }
        }

        /** The point A. */
        byte[] message() {
            return message;
        }

        long[] zeros() {
            return zeros;
        }

        long[] ones() {
            return ones;
        }

        @Override
        public void close() {
            Arrays.fill(zeros, 0);
            Arrays.fill(ones, 0);
        }
    }
}
