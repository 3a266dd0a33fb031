package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * A damaged record of one connection leaves the bytes of all others as they are; with {@code new PooledByteBufAllocator(true)} they
 * are zeros afterwards.
 */
class HeapBuffersTest {
    private static final int BYTES = 4096;
    private static final int RECORD_BYTES = 1000;
    private static final byte[] ONES = new byte[BYTES];

    static {
        Arrays.fill(ONES, (byte) 1);
    }

    /** As a socket's bytes are kept, as TLS' are, and as those are that a native transport reads. */
    @Test
    void recordThatFailsItsCheck_erasesNothingOfItsNeighbours() throws Exception {
        List<BiFunction<ByteBufAllocator, Integer, ByteBuf>> kinds =
                List.of(ByteBufAllocator::ioBuffer, ByteBufAllocator::buffer, ByteBufAllocator::directBuffer);
        for (BiFunction<ByteBufAllocator, Integer, ByteBuf> kind : kinds) {
            List<ByteBuf> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(kind.apply(HeapBuffers.POOL, BYTES).writeBytes(ONES));
            }
            ByteBuffer own = all.get(2).internalNioBuffer(0, RECORD_BYTES);
            // TLS 1.3 decrypts a record in its place
            assertThrows(AEADBadTagException.class, () -> cipher().doFinal(own.duplicate(), own));
            for (ByteBuf each : List.of(all.get(0), all.get(1), all.get(3))) {
                byte[] left = new byte[BYTES];
                each.getBytes(0, left);
                assertArrayEquals(ONES, left);
            }
            all.forEach(ByteBuf::release);
        }
    }

    private static Cipher cipher() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), new GCMParameterSpec(128, new byte[12]));
        return cipher;
    }
}
