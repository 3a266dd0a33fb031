package io.veilray.compare;

import io.veilray.share.MalformedMessageException;

/** The server's end of a {@link Gadget}: see {@link ServerRun}, of {@link ReluShape} and {@link CarryShape}, and {@link SquareServer}. Secret; used once; wiped by close. */
public sealed interface GadgetServer extends AutoCloseable permits ServerRun, SquareServer {
    /** Offline: the client's corrections; its own are returned. */
    byte[] accept(byte[] clientCorrections) throws MalformedMessageException;

    /** Online: flight 0, from its shares. */
    byte[] begin(long[] input);

    /** Online: flights 2, 4 and so on, if there are any. */
    byte[] answer(byte[] clientMessage) throws MalformedMessageException;

    /** Online: its shares of the result, from the last flight. */
    long[] finish(byte[] lastMessage) throws MalformedMessageException;

    @Override
    void close();
}
