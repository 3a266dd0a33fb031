package io.veilray.ui.classify;

import io.veilray.client.HeatMapRun;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.result.Classification;
import java.util.Optional;
import java.util.function.Consumer;

/** What the worker of a heat map does; its listeners are called on the worker. */
final class HeatWork implements Runnable, HeatMapRun.Watcher {
    private final HeatRequest request;
    private final CloudConnection connection;
    private final Consumer<HeatProgress> progress;
    private final Consumer<HeatResult> found;
    private final Consumer<Failure> failed;
    private final long startNanos = System.nanoTime();
    private double firstSeconds;

    HeatWork(
            HeatRequest request,
            CloudConnection connection,
            Consumer<HeatProgress> progress,
            Consumer<HeatResult> found,
            Consumer<Failure> failed) {
        this.request = request;
        this.connection = connection;
        this.progress = progress;
        this.found = found;
        this.failed = failed;
    }

    @Override
    public void run() {
        try {
            LiveCloud cloud = connection.borrow();
            try {
                run(cloud);
            } finally {
                cloud.release();
            }
        } catch (CloudException e) {
            failed.accept(Failure.of(e, connection.target()));
        } catch (RuntimeException | Error e) {
            failed.accept(Failure.of(e));
        }
    }

    private void run(LiveCloud cloud) {
        try {
            HeatMapRun run = new HeatMapRun(cloud.link()::classify, model(cloud));
            tell(cloud, run.run(request.of().scan().slice(), request.windows(), this));
        } catch (CloudException e) {
            failed.accept(failure(cloud, e));
        }
    }

    /** Of a run that failed midway what was done is kept. */
    private void tell(LiveCloud cloud, HeatMapRun.Outcome outcome) {
        Optional<Failure> failure = outcome.failure().map(e -> failure(cloud, e));
        if (failure.isPresent() && outcome.map().examined().isEmpty()) {
            failed.accept(failure.get());
        } else {
            found.accept(new HeatResult(request, outcome.map(), failure, cloud.target(), seconds()));
        }
    }

    private Failure failure(LiveCloud cloud, CloudException e) {
        connection.failed(cloud, e);
        return Failure.of(e, cloud.target());
    }

    private ModelInfo model(LiveCloud cloud) throws CloudException {
        String id = request.of().modelId();
        return cloud.link().models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CloudException(Reason.UNKNOWN_MODEL, "the server has no model " + id));
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    @Override
    public void report(int done, int total, Classification latest) {
        double now = seconds();
        firstSeconds = done == 1 ? now : firstSeconds;
        progress.accept(HeatProgress.of(done, total, firstSeconds, now));
    }
}
