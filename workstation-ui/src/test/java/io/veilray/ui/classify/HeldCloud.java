package io.veilray.ui.classify;

import io.veilray.client.LocalCloud;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.protocol.CloudException;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/** The real link, which waits at a stage until it is let go or interrupted; counts whom it was asked to call. */
public final class HeldCloud implements CloudLinker {
    private final List<Endpoint> called = new java.util.concurrent.CopyOnWriteArrayList<>();
    private volatile Optional<Stage> stopAt = Optional.empty();
    private volatile CountDownLatch letGo = new CountDownLatch(0);

    /** A connection of a window over this link. */
    public CloudConnection connection() {
        return new CloudConnection(this, LocalCloud::find, Platform::runLater);
    }

    public void holdAt(Stage stage) {
        letGo = new CountDownLatch(1);
        stopAt = Optional.of(stage);
    }

    public void letGo() {
        stopAt = Optional.empty();
        letGo.countDown();
    }

    /** Every address so far. */
    public List<Endpoint> called() {
        return List.copyOf(called);
    }

    @Override
    public CloudLink connect(Endpoint endpoint) throws CloudException {
        called.add(endpoint);
        CloudLink real = CloudLinker.overTheWire().connect(endpoint);
        return new CloudLink() {
            @Override
            public List<io.veilray.protocol.ModelInfo> models() {
                return real.models();
            }

            @Override
            public Optional<TlsIdentity> identity() {
                return real.identity();
            }

            @Override
            public Optional<WaitingTickets> tickets() {
                return real.tickets();
            }

            @Override
            public Classification classify(Patch patch, String id, Progress progress) throws CloudException {
                return real.classify(patch, id, (stage, done, total) -> {
                    progress.report(stage, done, total);
                    if (done > 0 && stopAt.equals(Optional.of(stage))) {
                        hold();
                    }
                });
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private void hold() {
        try {
            letGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
