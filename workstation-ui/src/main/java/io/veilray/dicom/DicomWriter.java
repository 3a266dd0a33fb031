package io.veilray.dicom;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes Part 10 files, PS3.10 section 7, with meta information made anew from the data set. */
public final class DicomWriter {
    private DicomWriter() {}

    /**
     * Writes the whole file or none: it takes its name only when it is complete.
     *
     * @throws IllegalArgumentException if pixel data are compressed and the syntax is not, or the other way round
     */
    public static void write(Path file, DicomDataset dataset, TransferSyntax syntax) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".veilray", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                write(out, dataset, syntax);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The file in memory. */
    public static byte[] bytes(DicomDataset dataset, TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out, dataset, syntax);
        } catch (IOException e) { // an array does not fail
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(OutputStream out, DicomDataset dataset, TransferSyntax syntax) throws IOException {
        header(out, dataset, syntax);
        new DatasetWriter(out, syntax).deflatedIfAsked(dataset);
    }

    /**
     * Writes all that stands before the data set, for one whose bytes follow as they came over the network.
     *
     * @param identity a data set with SOP Class UID and SOP Instance UID
     */
    public static void header(OutputStream out, DicomDataset identity, TransferSyntax syntax) throws IOException {
        DatasetBuilder meta = DicomDataset.builder()
                .bytes(Tags.FILE_META_VERSION, Vr.OB, new byte[] {0, 1})
                .text(Tags.TRANSFER_SYNTAX_UID, syntax.uid())
                .text(Tags.IMPLEMENTATION_CLASS_UID, Uids.IMPLEMENTATION_CLASS)
                .text(Tags.IMPLEMENTATION_VERSION_NAME, Uids.IMPLEMENTATION_VERSION);
        copyUid(identity, Tags.SOP_CLASS_UID, meta, Tags.MEDIA_STORAGE_SOP_CLASS_UID);
        copyUid(identity, Tags.SOP_INSTANCE_UID, meta, Tags.MEDIA_STORAGE_SOP_INSTANCE_UID);
        byte[] elements = DatasetCodec.write(meta.build(), TransferSyntax.EXPLICIT_LITTLE);
        DicomDataset length = DicomDataset.builder()
                .integers(Tags.FILE_META_LENGTH, elements.length)
                .build();
        out.write(new byte[128]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        out.write(DatasetCodec.write(length, TransferSyntax.EXPLICIT_LITTLE));
        out.write(elements);
    }

    /** As it stands, for it must be the same as that of the data set, whatever that is. */
    private static void copyUid(DicomDataset from, Tag tag, DatasetBuilder to, Tag as) {
        from.find(tag).ifPresent(uid -> to.bytes(as, Vr.UI, uid.bytes()));
    }
}
