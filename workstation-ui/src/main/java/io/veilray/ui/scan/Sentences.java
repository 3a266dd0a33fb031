package io.veilray.ui.scan;

import io.veilray.dicom.DicomException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Turns whatever goes wrong with a file into one sentence that begins with its name and ends with what to do. */
final class Sentences {
    private Sentences() {}

    interface Reading<T> {
        T read() throws IOException, DicomException, ScanException;
    }

    /** @param shown the file as the user knows it */
    static <T> T naming(String shown, Reading<T> reading) throws ScanException {
        try {
            return reading.read();
        } catch (ScanException e) {
            throw new ScanException(shown + " " + e.getMessage() + ".", e);
        } catch (DicomException e) {
            throw new ScanException(shown + " cannot be used: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new ScanException(shown + " " + reason(e), e);
        } catch (IllegalArgumentException | ArithmeticException e) { // a number no check of the format foresees
            throw new ScanException(
                    shown + " holds values that cannot be used (" + e.getMessage() + "): save it again as PNG.", e);
        } catch (OutOfMemoryError e) {
            throw new ScanException(
                    shown + " does not fit into memory: crop it, or set VEILRAY_OPTS=-Xmx4g to allow more.", e);
        } catch (InternalError e) { // what the JDK throws when a mapped file shrinks or its disk goes away
            throw new ScanException(shown + " changed or went away while it was read: try again.", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist: check the path.";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read: check its permissions.";
        }
        if (e instanceof ClosedByInterruptException) {
            return "was not read to its end because that was cancelled: open it again.";
        }
        return "cannot be read (" + e.getMessage() + "): check the file and its disk.";
    }
}
