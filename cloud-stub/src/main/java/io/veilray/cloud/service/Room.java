package io.veilray.cloud.service;

/** What is set aside for one ticket outside of its session: while it is made, or used. Closing it gives that back. */
final class Room implements AutoCloseable {
    private final Sessions sessions;
    final Sessions.Open at;
    final int tickets;
    final long bytes;
    private boolean closed;

    Room(Sessions sessions, Sessions.Open at, int tickets, long bytes) {
        this.sessions = sessions;
        this.at = at;
        this.tickets = tickets;
        this.bytes = bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sessions.giveBack(this);
        }
    }
}
