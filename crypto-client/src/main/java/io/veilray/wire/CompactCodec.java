package io.veilray.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.HeParameters;
import io.veilray.he.NoiseBudget;
import io.veilray.protocol.CloudException;
import io.veilray.ring.Prime;
import io.veilray.ring.Seed;
import io.veilray.share.BitPacking;
import java.util.List;

/** Compact ciphertexts as bytes. The decoder checks lengths before it allocates, and every digit against its prime. */
final class CompactCodec {
    private final int degree;
    private final List<Prime> primes;
    private final int droppedBits;
    private final int freeBits;

    /** @param budget of the network whose masks they are */
    CompactCodec(HeParameters parameters, NoiseBudget budget) {
        this.degree = parameters.degree();
        this.primes = parameters.ring().primes();
        this.droppedBits = budget.droppedBits();
        this.freeBits = primes.getLast().bits() - budget.messageBits();
    }

    io.veilray.wire.v1.CompactCiphertext encode(CompactCiphertext ciphertext) {
        int last = primes.size() - 1;
        ByteString digits = ByteString.EMPTY;
        for (int i = 0; i < last; i++) {
            digits = digits.concat(packed(ciphertext.digits()[i], bits(i)));
        }
        int[] free = ciphertext.free();
        long[] highest = ciphertext.digits()[last];
        long[] ofFree = new long[free.length];
        long[] ofOthers = new long[degree - free.length];
        for (int i = 0, f = 0; i < degree; i++) {
            if (f < free.length && free[f] == i) {
                ofFree[f++] = highest[i] & (1L << freeBits) - 1;
            } else {
                ofOthers[i - f] = highest[i];
            }
        }
        return io.veilray.wire.v1.CompactCiphertext.newBuilder()
                .setSeed(ByteString.copyFrom(ciphertext.seed().toBytes()))
                .setDigits(digits)
                .setHighest(packed(ofOthers, bits(last)))
                .setFreeHighest(packed(ofFree, freeBits))
                .build();
    }

    /** @param free the coefficients that are free in the ciphertext that is due; decides the lengths */
    CompactCiphertext decode(io.veilray.wire.v1.CompactCiphertext message, int[] free) throws CloudException {
        CiphertextCodec.requireLength("seed", message.getSeed(), Seed.BYTES);
        int last = primes.size() - 1;
        int each = 0;
        for (int i = 0; i < last; i++) {
            each += BitPacking.packedBytes(degree, bits(i));
        }
        CiphertextCodec.requireLength("digits", message.getDigits(), each);
        long[] ofOthers = digits("highest", message.getHighest(), degree - free.length, last);
        long[] ofFree = CiphertextCodec.unpack("free_highest", message.getFreeHighest(), free.length, freeBits);
        long[][] digits = new long[primes.size()][];
        for (int i = 0, at = 0; i < last; i++) {
            int end = at + BitPacking.packedBytes(degree, bits(i));
            digits[i] = digits("digits", message.getDigits().substring(at, end), degree, i);
            at = end;
        }
        digits[last] = new long[degree];
        for (int i = 0, f = 0; i < degree; i++) {
            digits[last][i] =
                    f < free.length && free[f] == i ? ofFree[f++] << 64 - freeBits >> 64 - freeBits : ofOthers[i - f];
        }
        return new CompactCiphertext(Seed.of(message.getSeed().toByteArray()), free, digits);
    }

    private static ByteString packed(long[] digits, int bits) {
        return UnsafeByteOperations.unsafeWrap(BitPacking.pack(digits, bits));
    }

    private long[] digits(String field, ByteString bytes, int count, int prime) throws CloudException {
        long[] digits = CiphertextCodec.unpack(field, bytes, count, bits(prime));
        long largest = primes.get(prime).value() - 1 >> dropped(prime);
        CiphertextCodec.requireAtMost(field, digits, largest);
        return digits;
    }

    private int bits(int prime) {
        return primes.get(prime).bits() - dropped(prime);
    }

    private int dropped(int prime) {
        return prime == 0 ? droppedBits : 0;
    }
}
