package io.veilray.dicom.dimse;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;

/**
 * Protocol data units over a socket. One thread reads; several may write. A unit must be in whole within the timeout from
 * its first byte, so that a peer cannot hold us by dripping. Writes have no timeout of their own: who watches
 * {@link #writingSince} closes the socket.
 */
final class PduSocket implements AutoCloseable {
    private static final Duration ABORT_PATIENCE = Duration.ofMillis(500);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Socket socket;
    private final Socket beneath;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] data = new byte[PduReader.MAX_DATA_BYTES];
    private final byte[] sent = new byte[PduReader.MAX_DATA_BYTES + PduWriter.HEADER_BYTES];
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong writingSince = new AtomicLong();
    private final boolean canAcknowledgeAtOnce;
    private volatile long lastSign = System.nanoTime();
    private volatile Duration timeout;

    /**
     * Takes over a connected socket.
     *
     * @param beneath the TCP socket under a TLS one, or the same: closing it frees whoever is stuck in the upper one
     */
    PduSocket(Socket socket, Socket beneath, Duration timeout) throws IOException {
        this.socket = socket;
        this.beneath = beneath;
        this.timeout = timeout;
        socket.setTcpNoDelay(true);
        canAcknowledgeAtOnce = beneath.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        out = socket.getOutputStream();
    }

    void timeout(Duration silence) {
        timeout = silence;
    }

    /** Says that the peer shows life elsewhere, which puts off the end of its silence here. */
    void signOfLife() {
        lastSign = System.nanoTime();
    }

    /** The next unit; the bytes of data fragments die with the next call. */
    Pdu read() throws IOException, UpperLayerException {
        byte[] header = new byte[PduWriter.HEADER_BYTES];
        acknowledgeAtOnce();
        awaitFirst(header);
        long end = System.nanoTime() + timeout.toNanos();
        fill(header, 1, header.length, end);
        ByteBuffer head = ByteBuffer.wrap(header);
        int type = head.get() & 0xFF;
        int length = PduReader.checkedLength(type, head.getInt(2) & 0xFFFFFFFFL);
        byte[] body = type == Pdu.DATA ? data : new byte[length];
        fill(body, 0, length, end);
        return PduReader.read(type, ByteBuffer.wrap(body, 0, length));
    }

    /**
     * Many peers write a header and its body apart, and hold the body back until we acknowledge the header: 40 ms for
     * every message on Linux, where this setting is there and has to be made anew for each read.
     */
    private void acknowledgeAtOnce() throws IOException {
        if (canAcknowledgeAtOnce && !beneath.isClosed()) {
            beneath.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    /** Waits for the first byte for as long as there are signs of life. */
    private void awaitFirst(byte[] into) throws IOException {
        signOfLife();
        while (true) {
            long end = lastSign + timeout.toNanos();
            try {
                fill(into, 0, 1, end);
                return;
            } catch (SocketTimeoutException e) {
                if (lastSign + timeout.toNanos() == end) {
                    throw e;
                }
            }
        }
    }

    private void fill(byte[] into, int from, int to, long end) throws IOException {
        int at = from;
        while (at < to) {
            long leftMs = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (leftMs <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) Math.min(leftMs, Integer.MAX_VALUE));
            int read = in.read(into, at, to - at);
            if (read < 0) {
                throw new EOFException();
            }
            at += read;
        }
    }

    void write(Pdu pdu) throws IOException {
        byte[] bytes = PduWriter.bytes(pdu);
        write(bytes, bytes.length);
    }

    /** Writes a P-DATA of one fragment, copying its bytes. */
    void write(Pdu.Fragment fragment) throws IOException {
        writing.lock();
        try {
            int bytes = fragment.bytes().remaining();
            ByteBuffer unit = ByteBuffer.wrap(sent);
            unit.put((byte) Pdu.DATA).put((byte) 0).putInt(PduWriter.FRAGMENT_HEADER_BYTES + bytes);
            unit.put(PduWriter.fragmentHeader(fragment, bytes)).put(fragment.bytes());
            write(sent, unit.position());
        } finally {
            writing.unlock();
        }
    }

    private void write(byte[] bytes, int count) throws IOException {
        writing.lock();
        try {
            writingSince.set(System.nanoTime());
            out.write(bytes, 0, count);
            out.flush();
        } finally {
            writingSince.set(0);
            writing.unlock();
        }
    }

    /** Whether a write has been stuck for longer than the timeout. */
    boolean isStuck() {
        long since = writingSince.get();
        return since != 0 && System.nanoTime() - since > timeout.toNanos();
    }

    /** Tells the peer if it listens, and closes. Never blocks for long. */
    void abort(Pdu.Abort abort) {
        Thread teller = Thread.ofPlatform().daemon().name("veilray-abort").start(() -> {
            try {
                write(abort);
            } catch (IOException e) {
                // the peer is gone, which is where we want it
            }
        });
        try {
            teller.join(ABORT_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        for (Socket each : new Socket[] {beneath, socket}) {
            try {
                each.close();
            } catch (IOException e) {
                // nothing is lost: what had to arrive was acknowledged before
            }
        }
    }

    Socket socket() {
        return beneath;
    }
}
