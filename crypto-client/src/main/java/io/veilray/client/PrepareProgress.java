package io.veilray.client;

import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.StrictPlan;
import io.veilray.wire.MessageProgress;

/** Tells the stages of a preparation by its messages: masks and products, then the steps of a strict conversation. */
final class PrepareProgress implements MessageProgress {
    private final NetworkPacking packing;
    private final PhaseClock clock;
    private final Progress progress;
    private final boolean strict;
    /** Messages of the server's; those that make transfers, which are few, are not counted. */
    private final int due;

    PrepareProgress(NetworkPacking packing, PhaseClock clock, Progress progress) {
        this.packing = packing;
        this.clock = clock;
        this.progress = progress;
        this.strict = packing.shape().mode().shared();
        this.due = packing.responses()
                + (strict ? StrictPlan.of(packing.shape()).gadgets().size() : 0);
    }

    @Override
    public void report(int sent, int received) {
        if (received == 0 || sent < packing.uploads()) {
            progress.report(Stage.ENCRYPTING, sent, packing.uploads());
        } else {
            progress.report(Stage.PREPARING, Math.min(received, due), due);
        }
        if (sent == packing.uploads()) {
            clock.lapOnce("encrypt");
        }
        if (strict && received == packing.responses()) {
            clock.lapOnce("prepare");
        }
    }

    /** The ticket is there. */
    void ended() {
        progress.report(Stage.PREPARING, due, due);
        clock.lap(strict ? "transfers" : "prepare");
    }
}
