package io.veilray.ui.pacs;

import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Asks archives off the JavaFX thread; answers come on it. */
final class ArchiveCalls implements AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("veilray-archive-", 0).factory());
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private final Opener opener;

    /** How an archive is opened; tests put their own in. */
    interface Opener {
        Archive open(ArchiveAddress address, ArchiveOptions options) throws ArchiveException;
    }

    /** Where to ask. */
    interface Where {
        ArchiveAddress address() throws ArchiveException;
    }

    /** What to ask. */
    interface Question<T> {
        T ask(Archive archive) throws Exception;
    }

    /** One question under way. */
    final class Call {
        private volatile boolean cancelled;
        private volatile Future<?> work;

        /** Nobody hears of it any more; the archive is told. */
        void cancel() {
            cancelled = true;
            Future<?> now = work;
            if (now != null) {
                now.cancel(true);
            }
        }
    }

    ArchiveCalls(Opener opener) {
        this.opener = opener;
    }

    /** @param failed hears an {@link ArchiveException}, or what else went wrong */
    <T> Call ask(
            Where where, ArchiveOptions options, Question<T> question, Consumer<T> done, Consumer<Exception> failed) {
        Call call = new Call();
        running.add(call);
        call.work = threads.submit(() -> {
            try (Archive archive = opener.open(where.address(), options)) {
                T answer = question.ask(archive);
                tell(call, () -> done.accept(answer));
            } catch (InterruptedException e) {
                // cancelled by the user, who knows
            } catch (Exception e) {
                tell(call, () -> failed.accept(e));
            } catch (OutOfMemoryError | StackOverflowError e) { // of one answer; the pane would wait for ever
                tell(call, () -> failed.accept(new IOException(e)));
            } finally {
                running.remove(call);
            }
        });
        return call;
    }

    private static void tell(Call call, Runnable what) {
        Platform.runLater(() -> {
            if (!call.cancelled) {
                what.run();
            }
        });
    }

    /** Work on files beside the calls; what has begun when the window closes is finished, and nothing begins after. */
    void run(Runnable work) {
        if (!threads.isShutdown()) {
            threads.submit(work);
        }
    }

    @Override
    public void close() {
        running.forEach(Call::cancel);
        threads.shutdown();
    }
}
