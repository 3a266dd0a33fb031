package io.veilray.client;

import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.CloudChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The session with the server and its keys: opened when first wanted, once for all threads. */
final class SessionKeeper implements AutoCloseable {
    /** A session's name on the server, and its keys. */
    record Session(String name, ClientSession keys) {}

    private final CloudChannel channel;
    private final HeParameters parameters;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session;
    private boolean closed;

    SessionKeeper(CloudChannel channel, HeParameters parameters) {
        this.channel = channel;
        this.parameters = parameters;
    }

    /** The session, opened if there is none. Interrupting the thread ends the wait for another one that opens it. */
    Session current() throws CloudException {
        lockInterruptibly();
        try {
            if (closed) {
                throw new CloudException(Reason.CANCELLED, "the connection was closed");
            }
            if (session == null) {
                session = open();
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void lockInterruptibly() throws CloudException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Reason.CANCELLED, "the call to the server was cancelled", e);
        }
    }

    /**
     * A new session in place of one that the server has forgotten, unless another thread has replaced it. The old keys
     * may still be in use there and are left to the garbage collector.
     */
    Session replace(Session forgotten) throws CloudException {
        lockInterruptibly();
        try {
            if (session == forgotten) {
                session = null;
            }
            return current();
        } finally {
            lock.unlock();
        }
    }

    private Session open() throws CloudException {
        ClientSession keys = new ClientSession(parameters);
        try {
            return new Session(channel.openSession(parameters, keys.publicKey()), keys);
        } catch (CloudException | RuntimeException e) {
            keys.close();
            throw e;
        }
    }

    /** Says goodbye at best effort, even on an interrupted thread; no session is opened after that. */
    void sayGoodbye() {
        lock.lock();
        boolean interrupted = Thread.interrupted();
        try {
            closed = true;
            if (session != null) {
                channel.closeSession(session.name());
            }
        } catch (CloudException e) {
            // the server will forget the session by itself
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            lock.unlock();
        }
    }

    /** Wipes the keys. Only once the channel is closed: what a wiped key encrypts must never be sent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (session != null) {
                session.keys().close();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
