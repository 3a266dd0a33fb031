package io.veilray.ui.scan;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens a file of any supported kind as one grey scan. */
public final class ScanReader {
    private static final int HEAD_BYTES = 132;

    private ScanReader() {}

    /**
     * Reads one frame of a file; the first is number 1, and pictures that are not DICOM have no other.
     *
     * @throws ScanException with one sentence that begins with the file
     */
    public static Scan read(Path file, int frame) throws ScanException {
        if (file.toString().isEmpty()) {
            throw new ScanException("no file is named: give the path of a PNG, JPEG or DICOM file.");
        }
        try {
            return open(file, frame);
        } catch (ScanException | DicomException e) {
            throw new ScanException(file + " " + joined(e) + e.getMessage() + ".", e);
        } catch (NoSuchFileException e) {
            throw new ScanException(file + " does not exist: check the path.", e);
        } catch (AccessDeniedException e) {
            throw new ScanException(file + " may not be read: check its permissions.", e);
        } catch (IOException e) {
            throw new ScanException(file + " cannot be read (" + e.getMessage() + "): check the file and its disk.", e);
        } catch (IllegalArgumentException | ArithmeticException e) { // a number no check of the format foresees
            throw new ScanException(
                    file + " holds values that cannot be used (" + e.getMessage() + "): save it again as PNG.", e);
        } catch (OutOfMemoryError e) {
            throw new ScanException(
                    file + " does not fit into memory: crop it, or set VEILRAY_OPTS=-Xmx4g to allow more.", e);
        } catch (InternalError e) { // what the JDK throws when a mapped file shrinks or its disk goes away
            throw new ScanException(file + " changed or went away while it was read: try again.", e);
        }
    }

    private static String joined(Exception e) {
        return e instanceof DicomException ? "cannot be used: " : "";
    }

    private static Scan open(Path file, int frame) throws IOException, ScanException, DicomException {
        if (Files.isDirectory(file)) {
            throw new ScanException("is a folder: name one file in it");
        }
        Limits.requireFile(Files.size(file));
        byte[] head = head(file);
        if (DicomFile.isMarked(head)) {
            return DicomScan.read(file, frame);
        }
        String format = RasterScan.format(head);
        if (frame != 1) {
            throw new ScanException("has only frame 1, not " + frame + ": leave out --frame");
        }
        return RasterScan.read(file, format);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }
}
