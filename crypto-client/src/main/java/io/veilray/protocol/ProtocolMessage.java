package io.veilray.protocol;

import java.util.List;

/** A message of a protocol, named once: {@link Rounds} for masked mode, {@link StrictRounds} for strict and quadratic mode. */
public sealed interface ProtocolMessage permits Rounds, StrictRounds {
    /** When it is sent. */
    enum Phase {
        OFFLINE,
        ONLINE
    }

    /** Who sends it. */
    enum Sender {
        CLIENT,
        SERVER
    }

    /** As on the wire, in logs and in docs. */
    String name();

    Phase phase();

    Sender sender();

    /** What the other side learns from it. */
    String receiverLearns();

    /** All messages of the protocol of a mode, in the order in which they first come. */
    static List<ProtocolMessage> of(NonlinearMode mode) {
        return List.of(mode.shared() ? StrictRounds.values() : Rounds.values());
    }
}
