package io.veilray.ui.classify;

import io.veilray.client.LocalCloud;
import io.veilray.client.Stage;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.result.Classification;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the worker of a job does; the job hears of it on the screen's thread. */
final class ClassifyWork implements Runnable {
    private final ClassifyJob job;
    private final ClassifyRequest request;
    private final CloudConnection connection;
    private final Executor screen;
    private final AtomicReference<@Nullable Step> unseen = new AtomicReference<>();
    private boolean ticketMade;

    ClassifyWork(ClassifyJob job, CloudConnection connection, Executor screen) {
        this.job = job;
        this.request = job.request();
        this.connection = connection;
        this.screen = screen;
    }

    @Override
    public void run() {
        try {
            reached(Step.CONNECTING);
            job.contacted(Contact.sought(connection.target()));
            LiveCloud cloud = connection.borrow();
            try {
                job.contacted(Contact.made(cloud));
                classify(cloud);
            } finally {
                cloud.release();
            }
        } catch (CloudException e) {
            failed(Failure.of(e, connection.target()));
        } catch (RuntimeException | Error e) {
            failed(Failure.of(e));
        }
    }

    private void classify(LiveCloud cloud) {
        try {
            run(cloud);
        } catch (CloudException e) {
            connection.failed(cloud, e);
            failed(Failure.of(e, cloud.target()));
        }
    }

    private void run(LiveCloud cloud) throws CloudException {
        long start = System.nanoTime();
        ModelInfo model = model(cloud);
        job.contacted(Contact.made(cloud).with(model));
        reached(Step.CUTTING);
        Patch patch = PatchMaker.cut(request.scan().slice(), request.region(), request.mask(), model.input());
        try {
            Classification found = cloud.link().classify(patch, model.id(), this::reached);
            double seconds = (System.nanoTime() - start) / 1e9;
            ClassifyResult result = new ClassifyResult(
                    request, model, found, cloud.target(), seconds, Instant.now(), !ticketMade, isComparable(cloud));
            screen.execute(() -> job.completed(result));
            compare(cloud, patch, result);
        } finally {
            Arrays.fill(patch.values(), 0);
        }
    }

    private ModelInfo model(LiveCloud cloud) throws CloudException {
        return cloud.link().models().stream()
                .filter(model -> model.id().equals(request.modelId()))
                .findFirst()
                .orElseThrow(
                        () -> new CloudException(Reason.UNKNOWN_MODEL, "the server has no model " + request.modelId()));
    }

    private static boolean isComparable(LiveCloud cloud) {
        return cloud.running().isPresent();
    }

    /** Runs the model in the clear, which only the server inside this program can, once the result is on the screen. */
    private void compare(LiveCloud cloud, Patch patch, ClassifyResult result) {
        if (cloud.running().isEmpty()) {
            return;
        }
        Agreement agreement = Agreement.NOT_POSSIBLE; // stays so if the comparison itself breaks
        try {
            LocalCloud.PlaintextReference clear = cloud.running().get().plaintext(request.modelId());
            agreement = Agreement.of(compared(clear, patch, result));
        } finally {
            Agreement found = agreement;
            screen.execute(() -> result.compared(found));
        }
    }

    /** Empty if the model in the clear refuses the image, as one does that was calibrated on others. */
    private static Optional<Comparison> compared(
            LocalCloud.PlaintextReference clear, Patch patch, ClassifyResult result) {
        try {
            return Optional.of(Comparison.of(result.classification(), clear, patch));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private void reached(Stage stage, int done, int total) {
        ticketMade |= stage == Stage.ENCRYPTING || stage == Stage.PREPARING;
        reached(Step.of(stage, done, total, !ticketMade));
    }

    /** Of several steps between two frames the screen shows the last. */
    private void reached(Step step) {
        if (unseen.getAndSet(step) == null) {
            screen.execute(() -> job.reached(unseen.getAndSet(null)));
        }
    }

    private void failed(Failure failure) {
        screen.execute(() -> job.failed(failure));
    }
}
