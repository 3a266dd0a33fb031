package io.veilray.imagej.folder;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import io.veilray.client.HeatMapRun;
import io.veilray.client.Progress;
import io.veilray.imagej.io.ImageSlice;
import io.veilray.imagej.io.SliceValues;
import io.veilray.imagej.options.FolderOptions;
import io.veilray.imagej.output.Found;
import io.veilray.imagej.output.Tables;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Classifies the images of a folder, a few at once, each on a ticket of its own. A file that cannot be read or classified
 * gets a row with the reason and the run goes on. If the server fails twice for one image the run ends, and the images that
 * are left are done when it is started again.
 */
public final class FolderRun {
    private static final int LOOK_EVERY_MILLIS = 50;

    /** Files done now, files refused now, and files that an earlier run had done. */
    public record Summary(int done, int refused, int earlier) {}

    private final FolderOptions options;
    private final HeatMapRun.Classifier classifier;
    private final ModelInfo model;
    private final long pauseMillis;
    private int done;
    private int refused;
    private int earlier;

    public FolderRun(FolderOptions options, HeatMapRun.Classifier classifier, ModelInfo model) {
        this(options, classifier, model, 2000);
    }

    /** @param pauseMillis before the second try of an image */
    FolderRun(FolderOptions options, HeatMapRun.Classifier classifier, ModelInfo model, long pauseMillis) {
        this.options = options;
        this.classifier = classifier;
        this.model = model;
        this.pauseMillis = pauseMillis;
    }

    /**
     * Blocks until all is done; Esc cancels. The CSV file is written in any case, with what there is.
     *
     * @throws CloudException if the server failed or the run was cancelled; starting it again goes on from there
     */
    public Summary run() throws CloudException, IOException {
        List<Item> items = FolderItems.of(options);
        Manifest.Header header = new Manifest.Header(
                1,
                model.id(),
                model.version(),
                options.region().map(Region::toString).orElse(""),
                options.slice());
        try (Manifest manifest = Manifest.open(manifestFile(options), header, options.fresh())) {
            try {
                new Work(manifest, items).run();
            } finally {
                FolderCsv.write(
                        options.output(),
                        items.stream()
                                .flatMap(item -> manifest.row(item).stream())
                                .toList());
                IJ.showProgress(1);
                IJ.showStatus("");
            }
        }
        return new Summary(done, refused, earlier);
    }

    static Path manifestFile(FolderOptions options) {
        return options.output().resolveSibling(options.output().getFileName() + ".manifest");
    }

    /** What came of one image. */
    private record Answer(Item item, String calibration, Classification result, double seconds) {}

    /** One run; only {@link #classify} is called from the pool. */
    private final class Work {
        private final Manifest manifest;
        private final List<Item> items;
        private final ExecutorService pool = Executors.newFixedThreadPool(options.parallel(), task -> {
            Thread thread = new Thread(task, "veilray-folder");
            thread.setDaemon(true);
            return thread;
        });
        private final CompletionService<Answer> finished = new ExecutorCompletionService<>(pool);
        private int flying;

        Work(Manifest manifest, List<Item> items) {
            this.manifest = manifest;
            this.items = items;
        }

        void run() throws CloudException, IOException {
            try (pool) {
                try {
                    for (Item item : items) {
                        submit(item);
                    }
                    while (flying > 0) {
                        take();
                    }
                } finally {
                    pool.shutdownNow(); // closing the pool waits for those that this interrupts
                }
            }
        }

        private void submit(Item item) throws CloudException, IOException {
            if (manifest.row(item).isPresent()) {
                earlier++;
                return;
            }
            while (flying >= options.parallel()) {
                take();
            }
            try {
                send(item);
            } catch (IOException | IllegalArgumentException | OutOfMemoryError e) {
                refused++;
                manifest.append(Row.refused(item, reason(e)));
            }
        }

        private void send(Item item) throws IOException {
            ImagePlus image = ImageFile.open(item.file());
            if (options.slice() > image.getStackSize()) {
                throw new IOException("has " + image.getStackSize() + " slices, not " + options.slice());
            }
            image.setSliceWithoutUpdate(options.slice());
            Optional<Roi> roi = options.region().map(r -> new Roi(r.xPx(), r.yPx(), r.widthPx(), r.heightPx()));
            ImageSlice read = ImageSlice.of(image, roi);
            Patch patch = PatchMaker.cut(read.slice(), options.region().orElse(read.region()), model.input());
            String calibration = SliceValues.calibration(image);
            finished.submit(() -> classify(item, patch, calibration));
            flying++;
        }

        private void take() throws CloudException, IOException {
            Future<Answer> next = next();
            flying--;
            try {
                Answer answer = next.get();
                manifest.append(Row.done(answer.item(), cells(answer)));
                done++;
                IJ.showProgress(done + refused + earlier, items.size());
                IJ.showStatus("Veilray: " + (done + refused + earlier) + " of " + items.size() + " files");
            } catch (ExecutionException e) {
                throw unwrapped(e.getCause());
            } catch (InterruptedException e) {
                throw cancelled();
            }
        }

        private Future<Answer> next() throws CloudException {
            try {
                Future<Answer> next = null;
                while (next == null) {
                    next = finished.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                    if (IJ.escapePressed()) {
                        throw cancelled();
                    }
                }
                return next;
            } catch (InterruptedException e) {
                throw cancelled();
            }
        }

        private CloudException unwrapped(Throwable cause) {
            if (cause instanceof RuntimeException e) {
                throw e;
            }
            if (cause instanceof Error e) {
                throw e;
            }
            return (CloudException) cause;
        }
    }

    private Answer classify(Item item, Patch patch, String calibration) throws CloudException, InterruptedException {
        long start = System.nanoTime();
        try {
            Classification result = twice(patch);
            return new Answer(item, calibration, result, (System.nanoTime() - start) / 1e9);
        } finally {
            Arrays.fill(patch.values(), 0);
        }
    }

    /** A failure that may pass gets one more try on a fresh ticket. */
    private Classification twice(Patch patch) throws CloudException, InterruptedException {
        try {
            return classifier.classify(patch, model.id(), Progress.NONE);
        } catch (CloudException e) {
            if (!e.reason().freshTrySafe() || e.reason() == Reason.CANCELLED) {
                throw e;
            }
            Thread.sleep(pauseMillis);
            return classifier.classify(patch, model.id(), Progress.NONE);
        }
    }

    private Map<String, String> cells(Answer answer) {
        return Tables.cells(new Found(
                answer.item().name(),
                options.slice(),
                Optional.empty(),
                answer.result(),
                answer.seconds(),
                options.server().toString(),
                answer.calibration()));
    }

    private static String reason(Throwable problem) {
        return problem instanceof OutOfMemoryError ? "is too large for ImageJ's memory" : problem.getMessage();
    }

    private static CloudException cancelled() {
        return new CloudException(Reason.CANCELLED, "the folder run was cancelled");
    }
}
