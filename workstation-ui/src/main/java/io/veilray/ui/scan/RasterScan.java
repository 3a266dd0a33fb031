package io.veilray.ui.scan;

import io.veilray.dicom.image.Appearance;
import io.veilray.picture.JdkJpeg;
import io.veilray.region.Slice;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A PNG or JPEG file as a scan, decoded by the JDK; the size in its header is checked before a pixel is read. */
final class RasterScan {
    private RasterScan() {}

    /** The name the JDK has for the format that begins with these bytes. */
    static String format(byte[] head) throws ScanException {
        if (startsWith(head, 0x89, 'P', 'N', 'G')) {
            return "png";
        }
        if (startsWith(head, 0xFF, 0xD8, 0xFF)) {
            return "jpeg";
        }
        throw new ScanException("is no PNG, JPEG or DICOM file (a DICOM file has the mark DICM at byte 128):"
                + " convert it to one of these first");
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || Byte.toUnsignedInt(head[i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    static Scan read(Path file, String format) throws IOException, ScanException {
        if (format.equals("jpeg")) {
            require(JdkJpeg.refusal(Files.newInputStream(file)));
        }
        return read(Files.newInputStream(file), format);
    }

    /** Closes the stream. */
    static Scan read(InputStream file, String format) throws IOException, ScanException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (file;
                ImageInputStream in = new MemoryCacheImageInputStream(file)) {
            reader.setInput(in, true, true);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            return scan(decode(reader), format.toUpperCase(Locale.ROOT), warnings);
        } finally {
            reader.dispose();
        }
    }

    /** Width and height in pixels, from the header alone. */
    static int[] size(Path file, String format) throws IOException, ScanException {
        if (format.equals("jpeg")) {
            require(JdkJpeg.refusal());
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            reader.setInput(in, true, true);
            return checkedSize(reader);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the JDK's decoders throw both on damaged files
            throw damaged(e);
        } finally {
            reader.dispose();
        }
    }

    private static int[] checkedSize(ImageReader reader) throws IOException, ScanException {
        Limits.requireSize(reader.getWidth(0), reader.getHeight(0));
        return new int[] {reader.getWidth(0), reader.getHeight(0)};
    }

    private static void require(Optional<String> refusal) throws ScanException {
        if (refusal.isPresent()) {
            throw new ScanException(refusal.get());
        }
    }

    private static ScanException damaged(Exception e) {
        return new ScanException("is damaged or of an unusual kind: save it again as an 8 or 16 bit PNG", e);
    }

    private static BufferedImage decode(ImageReader reader) throws ScanException {
        try {
            checkedSize(reader);
            return reader.read(0, new ImageReadParam());
        } catch (IOException | RuntimeException e) { // the JDK's decoders throw both on damaged files
            requireMemory(e);
            throw damaged(e);
        }
    }

    /** The decoders also wrap the lack of memory, which is no damage. */
    private static void requireMemory(Throwable problem) {
        for (Throwable each = problem; each != null; each = each.getCause()) {
            if (each instanceof OutOfMemoryError full) {
                throw full;
            }
        }
    }

    private static Scan scan(BufferedImage image, String format, List<String> warnings) throws ScanException {
        for (String warning : warnings) { // the JPEG decoder paints a grey area where data is missing and only warns
            if (warning.toLowerCase(Locale.ROOT).matches(".*(premature|corrupt).*")) {
                throw new ScanException("is cut off or damaged: copy it again from where it came");
            }
        }
        GrayRaster gray = GrayRaster.of(image);
        Slice slice = new Slice(image.getWidth(), image.getHeight(), gray.values(), gray.window(), false);
        String description = format + " " + image.getWidth() + "x" + image.getHeight() + ", " + gray.bits() + " bit";
        Appearance appearance = gray.colours().map(Appearance::coloured).orElse(Appearance.PLAIN);
        return new Scan(slice, appearance, description, gray.notes());
    }
}
