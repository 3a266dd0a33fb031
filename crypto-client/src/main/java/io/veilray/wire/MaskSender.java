package io.veilray.wire;

import io.veilray.protocol.ClientPreparation;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import org.jspecify.annotations.Nullable;

/** Encrypts and sends all masks of a Prepare call on a thread of its own, which begins at once. */
final class MaskSender implements AutoCloseable {
    private final BlockingCall<PrepareRequest, PrepareResponse> call;
    private final RoundCodec codec;
    private final ClientPreparation preparation;
    private final boolean last;
    private final Thread thread;
    private @Nullable Throwable failure;

    /** @param last whether the client sends nothing after the masks */
    MaskSender(
            BlockingCall<PrepareRequest, PrepareResponse> call,
            RoundCodec codec,
            ClientPreparation preparation,
            boolean last) {
        this.call = call;
        this.codec = codec;
        this.preparation = preparation;
        this.last = last;
        this.thread = Thread.ofPlatform().daemon().name("veilray-encrypt").start(this::sendAll);
    }

    /** Ends early if the call does; a failure here ends the call. */
    private void sendAll() {
        try {
            for (int i = 0; i < preparation.masks(); i++) {
                if (!call.awaitReady()) {
                    return;
                }
                var mask = codec.encode(preparation.nextMask());
                call.send(PrepareRequest.newBuilder().setMask(mask).build());
            }
            if (last) {
                call.halfClose();
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            call.close();
        }
    }

    /** Throws what ended the sending too early, if it was not the call's end; once closed. */
    void requireNoFailure() {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Ends the call unless it has ended, and waits for the thread: what it uses may be wiped after that. */
    @Override
    public void close() {
        call.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
