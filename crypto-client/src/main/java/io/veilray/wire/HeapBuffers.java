package io.veilray.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;

/**
 * Buffers for every connection of both sides: pooled ones are on the Java heap, direct ones stand alone.
 *
 * <p>A TLS record that fails its check makes the JDK (25 and older, {@code GaloisCounterMode}) erase what it wrote, and of a direct
 * buffer it erases everything before that too. A pooled direct buffer is a view of a block that all connections share: one
 * damaged record on one connection, which anybody can send, would put zeros into what others send and receive, behind their
 * own TLS. Of an array the JDK erases the right bytes, and a direct buffer that stands alone has nobody's before it.
 */
public final class HeapBuffers {
    public static final ByteBufAllocator POOL = new PooledByteBufAllocator(
            false,
            PooledByteBufAllocator.defaultNumHeapArena(),
            0,
            PooledByteBufAllocator.defaultPageSize(),
            PooledByteBufAllocator.defaultMaxOrder(),
            PooledByteBufAllocator.defaultSmallCacheSize(),
            PooledByteBufAllocator.defaultNormalCacheSize(),
            PooledByteBufAllocator.defaultUseCacheForAllThreads());

    private HeapBuffers() {}
}
