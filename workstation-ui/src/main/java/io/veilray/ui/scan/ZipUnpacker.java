package io.veilray.ui.scan;

import io.veilray.dicom.PrivateFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks zip files into a private folder. Reads forward and believes no size in a header: bytes are counted as they
 * come out, and the checksum of each entry is checked. A zip file is taken whole or not at all, since a series with
 * slices missing looks like a series.
 */
final class ZipUnpacker {
    private static final long RATIO_FROM_BYTES = 16 << 20;

    private final OpeningLimits limits;
    private final BooleanSupplier cancelled;
    private final byte[] buffer = new byte[1 << 16];
    private int entries;
    private long bytes;

    ZipUnpacker(OpeningLimits limits, BooleanSupplier cancelled) {
        this.limits = limits;
        this.cancelled = cancelled;
    }

    static boolean isZip(byte[] head) {
        return head.length >= 4
                && head[0] == 'P'
                && head[1] == 'K'
                && (head[2] == 3 && head[3] == 4 || head[2] == 5 && head[3] == 6);
    }

    /** @param skipped hears of the entries that were left out */
    ZipContents unpack(Found zip, PrivateFolder into, Consumer<SkippedFile> skipped) throws IOException, ScanException {
        if (zip.zip().isPresent()) {
            throw new ScanException("is a zip file inside a zip file: unpack the outer one and drop its folder");
        }
        int promised = ZipEnd.entries(zip.file());
        requireEntries(promised);
        ZipContents contents = new ZipContents();
        long packed = Files.size(zip.file());
        try (InputStream file = new BufferedInputStream(Files.newInputStream(zip.file()), 1 << 16);
                ZipInputStream in = new ZipInputStream(file, StandardCharsets.ISO_8859_1)) {
            int read = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                read++;
                requireEntries(++entries);
                take(in, entry, zip.shown(), packed, into, contents, skipped);
            }
            if (read != promised) {
                throw damaged("it lists " + promised + " files and holds " + read);
            }
            return contents;
        } catch (ClosedByInterruptException | java.nio.file.FileSystemException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    private void take(
            ZipInputStream in,
            ZipEntry entry,
            String zip,
            long packed,
            PrivateFolder into,
            ZipContents contents,
            Consumer<SkippedFile> skipped)
            throws IOException, ScanException {
        String name = ZipNames.readable(entry.getName());
        if (!ZipNames.staysInside(name)) {
            String shown = zip + "/" + ZipNames.printable(name);
            skipped.accept(new SkippedFile(
                    shown, shown + " points outside its zip file, which no honest one does: it was left out."));
        } else if (!entry.isDirectory() && !FileSweep.isHidden(name)) {
            Path file = into.next();
            write(in, file, packed);
            contents.add(file, zip + "/" + ZipNames.printable(name));
        }
    }

    private void write(ZipInputStream in, Path file, long packed) throws IOException, ScanException {
        long start = bytes;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (cancelled.getAsBoolean()) {
                    throw new ClosedByInterruptException();
                }
                bytes += n;
                requireBytes(bytes - start, packed);
                write(out, n);
            }
        }
    }

    private void write(OutputStream out, int n) throws ScanException, ClosedByInterruptException {
        try {
            out.write(buffer, 0, n);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new ScanException(
                    "cannot be unpacked (" + e.getMessage() + "): free some space on the disk of temporary files", e);
        }
    }

    private void requireBytes(long ofThis, long packed) throws ScanException {
        if (bytes > limits.zipBytes()) {
            throw new ScanException("unpacks to more than " + limits.zipBytes()
                    + " bytes with what was unpacked before: unpack it yourself and drop the folder");
        }
        if (ofThis > Limits.MAX_FILE_BYTES) {
            throw new ScanException("holds a file of more than " + Limits.MAX_FILE_BYTES
                    + " bytes: unpack it yourself, leave that one out and drop the folder");
        }
        if (bytes > RATIO_FROM_BYTES && ofThis / limits.zipRatio() > packed) {
            throw new ScanException("unpacks to more than " + limits.zipRatio()
                    + " times its size, as no images do: it was left out, so ask where it came from");
        }
    }

    private void requireEntries(int count) throws ScanException {
        if (count > limits.files()) {
            throw new ScanException(
                    "has more than " + limits.files() + " files: unpack it yourself and drop a part of the folder");
        }
    }

    private static ScanException damaged(String how) {
        return new ScanException("is damaged, encrypted or of an unusual kind (" + how
                + "): copy it again, or unpack it yourself and drop the folder");
    }
}
