package io.veilray.client;

import java.io.IOException;
import java.util.Arrays;

/** Holds the content of one ticket while it waits. One thread at a time. */
interface TicketBox extends AutoCloseable {
    /**
     * The content, which the caller wipes. The box is destroyed by that, whatever happens.
     *
     * @throws IOException if the content is gone or is not what was put in
     */
    byte[] open() throws IOException;

    /** Destroys the content. */
    @Override
    void close();

    /** In memory; takes over the array. */
    static TicketBox inMemory(byte[] content) {
        return new TicketBox() {
            @Override
            public byte[] open() {
                byte[] out = content.clone();
                close();
                return out;
            }

            @Override
            public void close() {
                Arrays.fill(content, (byte) 0);
            }
        };
    }
}
