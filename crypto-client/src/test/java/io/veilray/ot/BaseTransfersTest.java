package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.share.MalformedMessageException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;

class BaseTransfersTest {
    private static final int POINT = BaseTransfers.POINT_BYTES;
    private final long[] choices = new SplittableRandom(85).longs(2).toArray();

    @Test
    void receiver_hasTheKeysOfItsChoices_andNoOther() throws Exception {
        BaseTransfers.Receiver receiver = new BaseTransfers.Receiver(choices);
        BaseTransfers.Sender sender = new BaseTransfers.Sender(receiver.message(), 0);
        long[] keys = receiver.keys(sender.message(), 0);
        for (int i = 0; i < keys.length; i++) {
            boolean one = (choices[i / 128] >>> i / 2 & 1) == 1;
            assertEquals(one ? sender.ones()[i] : sender.zeros()[i], keys[i], "word " + i);
            assertNotEquals(one ? sender.zeros()[i] : sender.ones()[i], keys[i], "word " + i);
        }
        assertEquals(
                512,
                Arrays.stream(concat(sender.zeros(), sender.ones())).distinct().count());
    }

    private static long[] concat(long[] a, long[] b) {
        long[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private void requireRefused(int point, Consumer<byte[]> spoiler) {
        byte[] message = new BaseTransfers.Receiver(choices).message();
        byte[] spoilt = Arrays.copyOfRange(message, point * POINT, (point + 1) * POINT);
        spoiler.accept(spoilt);
        System.arraycopy(spoilt, 0, message, point * POINT, POINT);
        String text = assertThrows(MalformedMessageException.class, () -> new BaseTransfers.Sender(message, 0))
                .getMessage();
        assertTrue(text.contains("point " + point), text);
    }

    /** A point of another curve would be multiplied by the secret there, where it may have a small order. */
    @Test
    void pointsOffTheCurve_areRefused() {
        requireRefused(0, point -> point[64] ^= 1);
        requireRefused(127, point -> point[1] ^= 1);
        requireRefused(3, point -> Arrays.fill(point, (byte) 0));
        requireRefused(4, point -> Arrays.fill(point, 1, 65, (byte) 0));
        requireRefused(5, point -> Arrays.fill(point, 1, 65, (byte) 0xff));
        requireRefused(6, point -> point[0] = 6);
        requireRefused(7, point -> point[0] = 2);
    }

    /** C itself would make the other value's point infinity, whose key anyone knows. */
    @Test
    void pointC_isRefused() {
        requireRefused(9, point -> System.arraycopy(BaseTransfers.pointC(), 0, point, 0, POINT));
    }

    @Test
    void senderPointOffTheCurve_isRefused() {
        BaseTransfers.Receiver receiver = new BaseTransfers.Receiver(choices);
        byte[] generator = CustomNamedCurves.getByName("secp256r1").getG().getEncoded(false);
        generator[40] ^= 4;
        assertThrows(MalformedMessageException.class, () -> receiver.keys(generator, 0));
    }
}
