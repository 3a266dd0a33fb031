package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import java.nio.ByteBuffer;

/**
 * Squares of shared numbers: from shares of y modulo 2^k to shares of y^2 / 2^f modulo 2^out, for {@code count} numbers.
 *
 * <p><b>What comes out.</b> z is the floor or the ceiling of y^2 / 2^f: y^2 / 2^f itself where that is an integer, and the
 * ceiling with a probability of the fractional part elsewhere, so that the mean over the input sharing and the pads is
 * y^2 / 2^f exactly. This holds for every y with |y| <= 2^(k-2), both edges included, with no probability of failure, and
 * is tight: one further out, two of the 2^k sharings give something else. z is at most 2^(2k-4-f), or 1 where that is
 * less; it reads as a signed number modulo 2^out when out + f >= 2k - 2 and out >= 2.
 *
 * <p><b>y from its shares.</b> The server adds 2^(k-2) - 1 to its share, so both together hold
 * v = y + 2^(k-2) - 1, which lies in [-1, 2^(k-1) - 1]. Let A and Bv be the shares as signed k-bit numbers, tC and tS
 * their sign bits. A + Bv equals v modulo 2^k, and
 * <ul>
 * <li>with both signs set A + Bv lies in [-2^k, -2], where only v - 2^k can be;
 * <li>with none set it lies in [0, 2^k - 2], where only v can be (v + 2^k is at least 2^k - 1);
 * <li>with one set it lies in [-2^(k-1), 2^(k-1) - 2], where only v can be (v - 2^k is at most -2^(k-1) - 1).
 * </ul>
 * So v = A + Bv + 2^k tC tS over the integers, and with B = Bv - (2^(k-2) - 1) also y = A + B + 2^k tC tS: where the sign
 * of a sum is known, its wrap is the product of the signs (Rathee et al., SIRNN, IEEE S&P 2021).
 *
 * <p><b>The square.</b> Let A' = A + 2^(k-1) tC be the k - 1 low bits of the client's share. Then
 * y = A' + B + 2^(k-1) tC (2 tS - 1), and as tC^2 = tC and (2 tS - 1)^2 = 1,
 * <pre>y^2 = A^2 + B^2 + 2 A' B + 2^k tC X + 2^(k+1) tS V,   X = (2 tS - 1) B,   V = tC A',</pre>
 * with A^2 = A'^2 - 2^k V + 2^(2k-2) tC. All is done modulo 2^m, m = out + f, so the three products are needed modulo
 * 2^(m-1), 2^(m-k) and 2^(m-k-1):
 * <ul>
 * <li>A' sigma for a uniform sigma of the server, one transfer for each bit of A' (Gilboa, CRYPTO 1999); then
 * B + sigma may be sent (Beaver, CRYPTO 1991) and A' B = A' (B + sigma) - A' sigma. Sigma is the difference of the two
 * pads of bit 0, which so needs no correction; bit i needs one of m - 1 - i bits;
 * <li>tC omega by the transfer of bit k - 1, omega being the difference of its pads, no correction; then X + omega is sent;
 * <li>rho V by one transfer with the server as receiver, rho its choice, with a correction of m - k - 1 bits; then
 * e = tS xor rho is sent and tS V = e V + (1 - 2e) rho V.
 * </ul>
 *
 * <p><b>The truncation.</b> Let c and d be the shares of y^2. Of d - 1 and c both drop f bits, and the server adds 1. With
 * c and d - 1 as numbers of [0, 2^m), low parts cl, dl, and y^2 - 1 having the low part r, cl + dl is r or r + 2^f, the
 * latter when cl > r. What remains is floor((y^2 - 1) / 2^f) + 1 = ceil(y^2 / 2^f), less 1 when cl > r. If 2^f divides
 * y^2, r is 2^f - 1 and nothing is subtracted. Else r + 1 is the low part of y^2, and cl is uniform (its lowest bit is that
 * of A, all others those of the client's uniform share of A' sigma), so 1 is subtracted with probability
 * 1 - (r + 1) / 2^f.
 *
 * <p><b>What the views tell.</b> Every message is uniform to its receiver whatever the numbers, given the wanted share is.
 * What is computed is shares of y^2 modulo 2^m, from which each side drops bits by itself: which way z is rounded follows
 * from y and the server's dl (or the client's cl), so it is not a coin that neither knows. Who learns both z to the last
 * unit and one's low part learns something of the low part of y^2; here nobody learns z.
 *
 * @param count how many numbers, at least 1
 * @param bits k, from 4 to 41
 * @param outBits out, at least 1
 * @param fractionBits f, at least 0; m = out + f from k + 2 to 62
 */
public record SquareShape(int count, int bits, int outBits, int fractionBits) implements Gadget {
    public SquareShape {
        if (count < 1 || bits < 4 || bits > 41 || outBits < 1 || fractionBits < 0) {
            throw new IllegalArgumentException(count + " squares of " + bits + " bits to " + outBits + " with "
                    + fractionBits + " dropped: must be at least 1, from 4 to 41, at least 1 and at least 0");
        }
        long wide = (long) outBits + fractionBits;
        if (wide < bits + 2 || wide > 62) {
            throw new IllegalArgumentException("squares of " + bits + " bits to " + outBits + " with " + fractionBits
                    + " dropped: the last two must add up to between " + (bits + 2) + " and 62");
        }
        if (count > (Integer.MAX_VALUE - 8L) * 8 / (62 * 62)) {
            throw new IllegalArgumentException(count + " squares: too many for one message");
        }
    }

    /** m: both hold shares of the square modulo 2^m before they drop f bits. */
    int wideBits() {
        return outBits + fractionBits;
    }

    /** Of sigma, and of B + sigma. */
    int sigmaBits() {
        return wideBits() - 1;
    }

    /** Of omega, and of X + omega. */
    int omegaBits() {
        return wideBits() - bits;
    }

    /** Of the pads and the correction of rho V. */
    int signBits() {
        return wideBits() - bits - 1;
    }

    /** Corrections of bits 1 to k - 2 of one number. */
    int serverCorrectionBits() {
        int sum = 0;
        for (int i = 1; i < bits - 1; i++) {
            sum += sigmaBits() - i;
        }
        return sum;
    }

    /** Random oblivious transfers that the client receives: one for each bit of its share. */
    @Override
    public long clientReceives() {
        return (long) count * bits;
    }

    /** Random oblivious transfers that the server receives: one for each number. */
    @Override
    public long serverReceives() {
        return count;
    }

    /** What one square costs. */
    @Override
    public ComparisonCost cost() {
        return new ComparisonCost(
                flights(), bits, 1, bits + signBits() + serverCorrectionBits(), outBits, sigmaBits() + omegaBits() + 1);
    }

    /** For each number k corrected choices and m - k - 1 bits for rho V. */
    @Override
    public int clientCorrectionBytes() {
        return BitWriter.bytes(count, bits + signBits());
    }

    @Override
    public int serverCorrectionBytes() {
        return BitWriter.bytes(count, serverCorrectionBits());
    }

    /** One of the server, one of the client. */
    @Override
    public int flights() {
        return 2;
    }

    /** Flight 0, the server's: B + sigma, X + omega, tS xor rho. Flight 1, the client's: its share less the wanted one. */
    @Override
    public int flightBytes(int flight) {
        return switch (flight) {
            case 0 -> BitWriter.bytes(count, sigmaBits() + omegaBits() + 1);
            case 1 -> BitWriter.bytes(count, outBits);
            default -> throw new IllegalArgumentException("flight " + flight + " of a square: must be 0 or 1");
        };
    }

    /** See {@link SquareClient#write}. */
    @Override
    public long clientStoredBytes() {
        return BitWriter.bytes(count, wideBits() + bits + signBits() - 1);
    }

    /** What the server holds for each number between its two offline messages and use. */
    @Override
    public long serverStoredBytes() {
        return BitWriter.bytes(count, sigmaBits() + omegaBits() + 1 + wideBits() + signBits());
    }

    @Override
    public GadgetClient client(long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        return new SquareClient(this, input, output, receiving, sending);
    }

    @Override
    public GadgetClient readClient(ByteBuffer in) {
        return SquareClient.read(this, in);
    }

    @Override
    public GadgetServer server(PadReceiver receiving, PadSender sending) {
        return new SquareServer(this, receiving, sending);
    }
}
