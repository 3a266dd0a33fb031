package io.veilray.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.he.Response;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.ring.Polynomial;
import io.veilray.ring.Polynomial.Form;
import io.veilray.ring.Prime;
import io.veilray.ring.Ring;
import io.veilray.ring.Seed;
import io.veilray.share.BitPacking;

/**
 * Polynomials as bytes: residues in [0, q), bit-packed prime by prime. Decoders check the length before they allocate and
 * every residue against its prime.
 */
public final class CiphertextCodec {
    private final Ring ring;

    public CiphertextCodec(HeParameters parameters) {
        this.ring = parameters.ring();
    }

    public io.veilray.wire.v1.SeededCiphertext encode(SeededCiphertext ciphertext) {
        return io.veilray.wire.v1.SeededCiphertext.newBuilder()
                .setSeed(ByteString.copyFrom(ciphertext.seed().toBytes()))
                .setC0(packAll(ciphertext.c0()))
                .build();
    }

    public SeededCiphertext decode(io.veilray.wire.v1.SeededCiphertext message) throws CloudException {
        requireLength("seed", message.getSeed(), Seed.BYTES);
        Polynomial c0 =
                unpackAll("c0", message.getC0(), Form.VALUES, ring.primes().size());
        return new SeededCiphertext(Seed.of(message.getSeed().toByteArray()), c0);
    }

    /** All of c1. */
    static ByteString encodeC1(Response response, NoiseBudget budget) {
        return UnsafeByteOperations.unsafeWrap(BitPacking.pack(response.c1(), budget.c1Bits()));
    }

    /** c0 at the given coefficients only. */
    static ByteString encodeC0(Response response, NoiseBudget budget, int[] positions) {
        long[] results = new long[positions.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = response.c0()[positions[i]];
        }
        return UnsafeByteOperations.unsafeWrap(BitPacking.pack(results, budget.c0Bits()));
    }

    /** Coefficients of c0 outside {@code positions} are zero. */
    Response decodeResponse(ByteString c0, ByteString c1, NoiseBudget budget, int[] positions) throws CloudException {
        long[] results = unpack("c0", c0, positions.length, budget.c0Bits());
        long[] second = unpack("c1", c1, ring.degree(), budget.c1Bits());
        long[] first = new long[ring.degree()];
        for (int i = 0; i < results.length; i++) {
            first[positions[i]] = results[i];
        }
        return new Response(first, second);
    }

    /** Entries of a field that has exactly their length. */
    static long[] unpack(String field, ByteString bytes, int count, int bits) throws CloudException {
        requireLength(field, bytes, BitPacking.packedBytes(count, bits));
        try {
            return BitPacking.unpack(bytes.toByteArray(), count, bits);
        } catch (IllegalArgumentException e) {
            throw new CloudException(Reason.PROTOCOL, "field " + field + ": " + e.getMessage(), e);
        }
    }

    /** Bytes of {@code count} residues modulo each of the first {@code primes} primes. */
    int bytes(int count, int primes) {
        return ring.primes().subList(0, primes).stream()
                .mapToInt(prime -> BitPacking.packedBytes(count, prime.bits()))
                .sum();
    }

    private ByteString packAll(Polynomial polynomial) {
        byte[] out = new byte[bytes(ring.degree(), polynomial.primes())];
        long[] residues = new long[ring.degree()];
        int at = 0;
        for (int i = 0; i < polynomial.primes(); i++) {
            Prime prime = ring.primes().get(i);
            int next = 0;
            for (double[] row : polynomial.rows(i)) {
                for (double value : row) {
                    residues[next++] = residue(value, prime);
                }
            }
            BitPacking.pack(residues, prime.bits(), out, at);
            at += BitPacking.packedBytes(residues.length, prime.bits());
        }
        return UnsafeByteOperations.unsafeWrap(out);
    }

    private Polynomial unpackAll(String field, ByteString bytes, Form form, int primes) throws CloudException {
        requireLength(field, bytes, bytes(ring.degree(), primes));
        Polynomial out = ring.zero(form, primes);
        byte[] packed = bytes.toByteArray();
        int at = 0;
        for (int i = 0; i < primes; i++) {
            Prime prime = ring.primes().get(i);
            long[] residues = unpack(field, packed, at, ring.degree(), prime);
            int next = 0;
            for (double[] row : out.rows(i)) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = centred(residues[next++], prime);
                }
            }
            at += BitPacking.packedBytes(residues.length, prime.bits());
        }
        return out;
    }

    private static long[] unpack(String field, byte[] packed, int at, int count, Prime prime) throws CloudException {
        long[] residues = new long[count];
        try {
            BitPacking.unpack(packed, at, prime.bits(), residues);
        } catch (IllegalArgumentException e) {
            throw new CloudException(Reason.PROTOCOL, "field " + field + ": " + e.getMessage(), e);
        }
        requireAtMost(field, residues, prime.value() - 1);
        return residues;
    }

    static void requireAtMost(String field, long[] entries, long most) throws CloudException {
        for (long entry : entries) {
            if (entry > most) {
                throw new CloudException(Reason.PROTOCOL, "field " + field + " has an entry above " + most);
            }
        }
    }

    static void requireLength(String field, ByteString bytes, int wanted) throws CloudException {
        if (bytes.size() != wanted) {
            throw new CloudException(
                    Reason.PROTOCOL, "field " + field + " has " + bytes.size() + " bytes: must have " + wanted);
        }
    }

    private static long residue(double centred, Prime prime) {
        long value = (long) centred;
        return value < 0 ? value + prime.value() : value;
    }

    private static double centred(long residue, Prime prime) {
        return residue > prime.value() / 2 ? residue - prime.value() : residue;
    }
}
