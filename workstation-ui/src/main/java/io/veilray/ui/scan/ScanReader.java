package io.veilray.ui.scan;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
        return read(file, file.toString(), frame);
    }

    /** @param shown the file as the user knows it, for the sentence */
    static Scan read(Path file, String shown, int frame) throws ScanException {
        return Sentences.naming(shown, () -> open(file, frame));
    }

    private static Scan open(Path file, int frame) throws IOException, ScanException, DicomException {
        if (Files.isDirectory(file)) {
            throw new ScanException("is a folder: name one file in it");
        }
        Limits.requireFile(Files.size(file));
        byte[] head = head(file);
        if (DicomFile.isLikely(head)) {
            return DicomScan.read(file, frame);
        }
        String format = RasterScan.format(head);
        if (frame != 1) {
            throw new ScanException("has only frame 1, not " + frame + ": leave out --frame");
        }
        return RasterScan.read(file, format);
    }

    static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }
}
