package io.veilray.client;

import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.CloudChannel;
import org.jspecify.annotations.Nullable;

/** The session with the server and its keys: opened when first wanted, once for all threads. */
final class SessionKeeper implements AutoCloseable {
    /** A session's name on the server, and its keys. */
    record Session(String name, ClientSession keys) {}

    private final CloudChannel channel;
    private final HeParameters parameters;
    private @Nullable Session session;
    private boolean closed;

    SessionKeeper(CloudChannel channel, HeParameters parameters) {
        this.channel = channel;
        this.parameters = parameters;
    }

    /** The session, opened if there is none. */
    synchronized Session current() throws CloudException {
        if (closed) {
            throw new CloudException(Reason.CANCELLED, "the connection was closed");
        }
        if (session == null) {
            session = open();
        }
        return session;
    }

    /**
     * A new session in place of one that the server has forgotten, unless another thread has replaced it. The old keys
     * may still be in use there and are left to the garbage collector.
     */
    synchronized Session replace(Session forgotten) throws CloudException {
        if (session == forgotten) {
            session = null;
        }
        return current();
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
    synchronized void sayGoodbye() {
        closed = true;
        if (session == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            channel.closeSession(session.name());
        } catch (CloudException e) {
            // the server will forget the session by itself
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Wipes the keys. Only once the channel is closed: what a wiped key encrypts must never be sent. */
    @Override
    public synchronized void close() {
        closed = true;
        if (session != null) {
            session.keys().close();
            session = null;
        }
    }
}
