package io.veilray.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;

/**
 * Buffers on the Java heap, for every connection of both sides.
 *
 * <p>A TLS record that fails its check makes the JDK (17 to 25 at least, {@code GaloisCounterMode}) erase what it wrote, and of a
 * direct buffer it erases everything before that too. A direct buffer of the pool is a view of a block that all connections
 * share: one damaged record on one connection, which anybody can send, would put zeros into what others send and receive,
 * after their own TLS has checked it. Of an array it erases the right bytes.
 */
public final class HeapBuffers {
    public static final ByteBufAllocator POOL = new PooledByteBufAllocator(false);

    private HeapBuffers() {}
}
