package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two patients' messages look alike: same number, same lengths, bytes uniform, although the inputs are extreme. */
class ReluMessagesTest {
    private static final ReluShape SHAPE = new ReluShape(1 << 14, 25, 37);

    private static ReluRun run(long value, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] client = ReluRun.uniform(random, SHAPE.count(), SHAPE.bits());
        long[] server = Arrays.stream(client)
                .map(share -> value - share & Bits.ones(SHAPE.bits()))
                .toArray();
        return ReluRun.of(SHAPE, client, server, ReluRun.uniform(random, SHAPE.count(), SHAPE.outBits()), seed);
    }

    /** Chi-square of byte values over its degrees of freedom, in standard deviations from its mean. */
    private static double chiSquare(byte[] message) {
        int[] counts = new int[256];
        for (byte b : message) {
            counts[b & 0xff]++;
        }
        double expected = message.length / 256.0;
        double sum = Arrays.stream(counts)
                .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                .sum();
        return (sum - 255) / Math.sqrt(2 * 255);
    }

    private static void requireUniform(List<byte[]> messages) {
        for (byte[] message : messages) {
            assertTrue(message.length >= 5 * 256, "enough bytes to count");
            assertTrue(Math.abs(chiSquare(message)) < 5, "chi-square " + chiSquare(message));
        }
    }

    private static List<Integer> lengths(List<byte[]> messages) {
        return messages.stream().map(message -> message.length).toList();
    }

    @Test
    void messagesOfAnyInput_areUniformAndOfTheSameLengths() {
        long most = (1L << SHAPE.bits() - 1) - 1;
        ReluRun first = run(0, 21);
        for (long value : new long[] {1, -1, most, -most - 1}) {
            ReluRun other = run(value, 22 + value);
            requireUniform(other.fromClient());
            requireUniform(other.fromServer());
            assertEquals(lengths(first.fromClient()), lengths(other.fromClient()));
            assertEquals(lengths(first.fromServer()), lengths(other.fromServer()));
        }
    }

    /** The result's shares are uniform too, which the next layer relies on. */
    @Test
    void theServersResult_isUniform() {
        long[] result = run(7, 31).result();
        byte[] low = new byte[result.length];
        byte[] high = new byte[result.length];
        for (int i = 0; i < result.length; i++) {
            low[i] = (byte) result[i];
            high[i] = (byte) (result[i] >>> SHAPE.outBits() - 8);
        }
        requireUniform(List.of(low, high));
    }

    @Test
    void freshTransfers_giveOtherMessages() {
        assertNotEquals(
                Arrays.hashCode(run(3, 41).fromServer().get(1)),
                Arrays.hashCode(run(3, 42).fromServer().get(1)));
    }
}
