package io.veilray.dicom.dimse;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.pacs.ObjectFolder;
import io.veilray.dicom.pacs.Selection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One object on its way to disk, as a Part 10 file in the transfer syntax of its presentation context. A disk that fails
 * does not break the association: the rest of the object is passed over and the answer says so.
 */
final class IncomingObject implements Association.DataSink, AutoCloseable {

    private final ObjectFolder folder;
    private final String sopInstanceUid;
    private final Path partial;
    private final OutputStream out;
    private long bytes;
    private IOException problem;

    private IncomingObject(ObjectFolder folder, String sopInstanceUid, Path partial, OutputStream out) {
        this.folder = folder;
        this.sopInstanceUid = sopInstanceUid;
        this.partial = partial;
        this.out = out;
    }

    static IncomingObject begin(ObjectFolder folder, String sopClass, String sopInstance, TransferSyntax syntax)
            throws IOException {
        Path partial = folder.partial();
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16);
        try {
            DatasetBuilder identity = RawUid.put(DicomDataset.builder(), Tags.SOP_CLASS_UID, sopClass);
            DicomWriter.header(
                    out,
                    RawUid.put(identity, Tags.SOP_INSTANCE_UID, sopInstance).build(),
                    syntax);
            return new IncomingObject(folder, sopInstance, partial, out);
        } catch (IOException | RuntimeException e) {
            out.close();
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer piece) throws UpperLayerException {
        bytes += piece.remaining();
        if (bytes > DicomFile.MAX_BYTES) {
            throw UpperLayerException.invalid("an object of more than " + DicomFile.MAX_BYTES + " bytes");
        }
        if (problem == null) {
            try {
                out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            } catch (IOException e) {
                problem = e;
            }
        }
    }

    long bytes() {
        return bytes;
    }

    /** Keeps the object if it is what its command said and belongs to what was asked for; the file if so. */
    Path keep(Selection wanted) throws RefusedObjectException {
        try {
            out.close();
            if (problem != null) {
                throw problem;
            }
            check(wanted);
            return folder.keep(partial, sopInstanceUid);
        } catch (IOException e) {
            throw new RefusedObjectException(
                    Statuses.OUT_OF_RESOURCES, "An object could not be written: is the disk full or read-only?");
        }
    }

    private void check(Selection wanted) throws IOException, RefusedObjectException {
        try (DicomFile file = DicomFile.open(partial)) {
            DicomDataset dataset = file.dataset();
            boolean isThis = dataset.code(Tags.SOP_INSTANCE_UID)
                    .filter(sopInstanceUid::equals)
                    .isPresent();
            if (!isThis || !wanted.covers(dataset)) {
                throw new RefusedObjectException(
                        Statuses.DATA_SET_MISMATCH,
                        "The archive sent an object that is not what it said or not of what was asked for; it was not kept.");
            }
        } catch (DicomException e) {
            throw new RefusedObjectException(
                    Statuses.CANNOT_UNDERSTAND,
                    "The archive sent an object that cannot be read and was not kept: " + e.getMessage() + ".");
        }
    }

    /** Deletes what was not kept. */
    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // a rest stays under a name that says so
        }
    }
}
