package io.veilray.compare;

import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;

/** The client's end of a {@link Gadget}: see {@link ClientRun}, of {@link ReluShape} and {@link CarryShape}, and {@link SquareClient}. Secret; used once; wiped by close. */
public sealed interface GadgetClient extends AutoCloseable permits ClientRun, SquareClient {
    /** Offline, to the server; once. */
    byte[] corrections();

    /** Offline: the server's corrections, which may be empty. */
    void accept(byte[] serverCorrections) throws MalformedMessageException;

    /** Online: the answer to the server's next message. */
    byte[] answer(byte[] serverMessage) throws MalformedMessageException;

    /** Moves everything out, after the corrections and before the first answer. */
    void write(ByteBuffer out);

    @Override
    void close();
}
