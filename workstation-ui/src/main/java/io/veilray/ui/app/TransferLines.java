package io.veilray.ui.app;

import io.veilray.dicom.pacs.ArchiveProgress;
import java.util.OptionalInt;

/** Progress of a transfer on the error output, a line in a second at most. */
final class TransferLines implements ArchiveProgress {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final Console console;
    private long last = System.nanoTime();

    TransferLines(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void reached(int done, OptionalInt total, long bytes) {
        if (System.nanoTime() - last >= INTERVAL_NANOS) {
            last = System.nanoTime();
            String of = total.isPresent() ? " of " + total.getAsInt() : "";
            console.error(done + of + " objects, " + Amount.bytes(bytes));
        }
    }

    /** The exit code, or a failure that counts what is missing. */
    static int end(int missing, String what) throws CommandFailure {
        if (missing > 0) {
            throw new CommandFailure(
                    ExitCode.INCOMPLETE, what + ": " + missing + " of the objects; the reasons stand above");
        }
        return ExitCode.OK.number();
    }
}
