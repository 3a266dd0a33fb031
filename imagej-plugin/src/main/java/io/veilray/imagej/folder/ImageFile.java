package io.veilray.imagej.folder;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.TiffDecoder;
import ij.plugin.DICOM;
import io.veilray.picture.JdkJpeg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Opens an image file with ImageJ's decoders but without its opener, which shows dialogs and ends the macro at the first
 * file that it cannot read.
 */
final class ImageFile {
    private static final int HEAD_BYTES = 132;

    /** The value of a BMP file's compression. */
    private static final int BMP_JPEG = 4;

    private ImageFile() {}

    /** @throws IOException with the reason, one clause, if the file is no image or is damaged */
    static ImagePlus open(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        try {
            ImagePlus image = isDicom(head) ? dicom(file) : isTiff(head) ? tiff(file) : picture(file, head);
            if (image.getWidth() == 0 || image.getProcessor() == null) {
                throw new IOException("is damaged or of a kind that ImageJ does not decode");
            }
            return image;
        } catch (RuntimeException e) { // what the decoders throw on damaged files
            throw new IOException("is damaged: copy it again from where it came", e);
        }
    }

    private static boolean isDicom(byte[] head) {
        return head.length == HEAD_BYTES
                && head[128] == 'D'
                && head[129] == 'I'
                && head[130] == 'C'
                && head[131] == 'M';
    }

    private static boolean isTiff(byte[] head) {
        return head.length > 4
                && (head[0] == 'I' && head[1] == 'I' && head[2] == 42
                        || head[0] == 'M' && head[1] == 'M' && head[3] == 42);
    }

    private static boolean isJpeg(byte[] head) {
        return head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8;
    }

    /** The JDK's decoder of BMP files gives an embedded JPEG to its decoder of those, past our checks. */
    private static boolean isBmpWithJpeg(byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        return head.length > 34
                && head[0] == 'B'
                && head[1] == 'M'
                && bytes.getInt(14) >= 40
                && bytes.getInt(30) == BMP_JPEG;
    }

    private static void requireDecodable(Path file, byte[] head) throws IOException {
        if (isBmpWithJpeg(head)) {
            throw new IOException("is a BMP file that holds a JPEG: save it again as PNG");
        }
        Optional<String> refusal = isJpeg(head) ? JdkJpeg.refusal(Files.newInputStream(file)) : Optional.empty();
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
    }

    private static ImagePlus dicom(Path file) throws IOException {
        DICOM image = new DICOM();
        image.open(file.toString());
        if (image.getWidth() == 0) {
            throw new IOException("is a DICOM file that ImageJ does not decode: it may be compressed or hold no image");
        }
        FileInfo read = image.getOriginalFileInfo();
        if (read != null) {
            requireWhole(read, Files.size(file));
        }
        image.setTitle(file.getFileName().toString());
        return image;
    }

    /** ImageJ shows black where pixels are missing: a model would judge what no scanner saw. */
    private static void requireWhole(FileInfo info, long fileBytes) throws IOException {
        double needed = (double) info.width * info.height * info.getBytesPerPixel() * Math.max(1, info.nImages);
        if (info.getOffset() + needed > fileBytes) {
            throw new IOException("is a DICOM file of " + info.width + "x" + info.height
                    + " px whose pixels reach beyond its " + fileBytes
                    + " bytes: it is cut off or damaged, copy it again from where it came");
        }
    }

    private static ImagePlus tiff(Path file) throws IOException {
        FileInfo[] found = new TiffDecoder(
                        file.toAbsolutePath().getParent() + "/",
                        file.getFileName().toString())
                .getTiffInfo();
        if (found == null || found.length == 0) {
            throw new IOException("is a TIFF file without an image");
        }
        requireWithin(found[0], Files.size(file));
        ImagePlus image = new FileOpener(found[0]).openImage();
        if (image == null) {
            throw new IOException("is a TIFF file that ImageJ does not decode");
        }
        return image;
    }

    /** What ImageJ's opener would tell in a dialog. */
    private static void requireWithin(FileInfo info, long fileBytes) throws IOException {
        boolean compressed = info.compression > FileInfo.COMPRESSION_NONE;
        double needed = compressed ? 1 : (double) info.width * info.height * info.getBytesPerPixel();
        if (info.width < 1 || info.height < 1 || info.getOffset() < 0 || info.getOffset() + needed > fileBytes) {
            throw new IOException("is a TIFF file of " + info.width + "x" + info.height
                    + " px whose pixels reach beyond its " + fileBytes + " bytes: it is cut off or damaged");
        }
    }

    private static ImagePlus picture(Path file, byte[] head) throws IOException {
        requireDecodable(file, head);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("is no image of a kind that is read here: DICOM, TIFF, PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning.toLowerCase(Locale.ROOT)));
            reader.setInput(in, true, true);
            try {
                BufferedImage picture = reader.read(0);
                if (warnings.stream().anyMatch(warning -> warning.matches(".*(premature|corrupt).*"))) {
                    throw new IOException("is cut off or damaged: copy it again from where it came");
                }
                return new ImagePlus(file.getFileName().toString(), picture);
            } finally {
                reader.dispose();
            }
        }
    }
}
