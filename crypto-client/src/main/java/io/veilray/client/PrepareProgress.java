package io.veilray.client;

import io.veilray.protocol.NetworkPacking;
import io.veilray.wire.MessageProgress;

/** Tells the stages of a preparation by its messages: masks and products, then the steps of a strict conversation. */
final class PrepareProgress implements MessageProgress {
    private final NetworkPacking packing;
    private final PhaseClock clock;
    private final Progress progress;

    PrepareProgress(NetworkPacking packing, PhaseClock clock, Progress progress) {
        this.packing = packing;
        this.clock = clock;
        this.progress = progress;
    }

    @Override
    public void report(int sent, int received) {
        if (received == 0 || sent < packing.uploads()) {
            progress.report(Stage.ENCRYPTING, sent, packing.uploads());
        } else {
            progress.report(Stage.PREPARING, received, packing.responses());
        }
        if (sent == packing.uploads()) {
            clock.lapOnce("encrypt");
        }
    }
}
