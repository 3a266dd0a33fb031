package io.veilray.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer as a stream that gives up when nothing comes for a while, which the JDK's own stream never does.
 * Takes from the network only what is read. One thread reads; any may close.
 */
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final Duration silence;
    private final BlockingQueue<ByteBuffer> arrived = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription source;
    private volatile Throwable failure;
    private volatile boolean closed;
    private ByteBuffer current = ByteBuffer.allocate(0);

    /** @param silence longest time without a byte */
    TimedBody(Duration silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.addAll(buffers);
    }

    @Override
    public void onError(Throwable problem) {
        failure = problem;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (!current.hasRemaining() && current != END) {
            current = next();
        }
        if (closed) {
            throw new InterruptedIOException("closed");
        }
        if (current == END) {
            if (failure != null) {
                throw new IOException(failure);
            }
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(to, offset, count);
        return count;
    }

    private ByteBuffer next() throws IOException {
        try {
            ByteBuffer next = arrived.poll();
            if (next == null) {
                if (source != null) { // otherwise onSubscribe asks
                    source.request(1);
                }
                next = arrived.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (next == null) {
                close();
                throw new SocketTimeoutException("nothing came for " + silence.toSeconds() + " s");
            }
            return next;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (source != null) {
            source.cancel();
        }
        arrived.add(END);
    }
}
