package io.veilray.ot;

import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** Carries the messages of a conversation between its two sides. */
final class Talk {
    private Talk() {}

    /** Lets both sides finish; returns the messages in order, the client's first. */
    static List<byte[]> run(Conversation client, Conversation server) throws MalformedMessageException {
        List<byte[]> messages = new ArrayList<>();
        while (!client.finished() || !server.finished()) {
            Conversation speaker = client.speaks() ? client : server;
            Conversation listener = speaker == client ? server : client;
            int due = listener.due();
            byte[] message = speaker.next();
            if (message.length != due) {
                throw new AssertionError("message " + messages.size() + " has " + message.length + ", not " + due);
            }
            messages.add(message);
            listener.accept(message);
        }
        return messages;
    }

    static List<byte[]> refill(Transfers client, Transfers server, long clientReceives, long serverReceives)
            throws MalformedMessageException {
        return run(client.refill(clientReceives, serverReceives), server.refill(clientReceives, serverReceives));
    }
}
