package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A damaged record of one connection leaves the bytes of all others as they are. */
class HeapBuffersTest {
    private static final int BYTES = 4096;
    private static final int TAG_BYTES = 16;

    /** As TLS does it; with {@code new PooledByteBufAllocator(true)} the neighbour's bytes are zeros afterwards. */
    @Test
    void recordThatFailsItsCheck_erasesNothingOfItsNeighbours() throws Exception {
        byte[] ones = new byte[BYTES];
        Arrays.fill(ones, (byte) 1);
        ByteBuf neighbour = HeapBuffers.POOL.buffer(BYTES).writeBytes(ones);
        ByteBuf own = HeapBuffers.POOL.buffer(BYTES);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(new byte[16], "AES"),
                    new GCMParameterSpec(8 * TAG_BYTES, new byte[12]));
            ByteBuffer damaged = ByteBuffer.wrap(new byte[1000 + TAG_BYTES]);
            assertThrows(AEADBadTagException.class, () -> cipher.doFinal(damaged, own.internalNioBuffer(0, BYTES)));
            byte[] left = new byte[BYTES];
            neighbour.getBytes(0, left);
            assertArrayEquals(ones, left);
        } finally {
            neighbour.release();
            own.release();
        }
    }
}
