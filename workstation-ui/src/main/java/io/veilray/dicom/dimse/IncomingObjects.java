package io.veilray.dicom.dimse;

import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.dimse.Association.DataSink;
import io.veilray.dicom.dimse.Association.Message;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.ObjectFolder;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Takes the objects of one retrieval, over one association or several at once: a storage SCP, PS3.4 annex B. */
final class IncomingObjects {
    private static final int MAX_NOTES = 20;

    private final ObjectFolder folder;
    private final Selection wanted;
    private final ArchiveProgress progress;
    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private int refused;
    private long bytes;
    private OptionalInt total = OptionalInt.empty();

    IncomingObjects(ObjectFolder folder, Selection wanted, ArchiveProgress progress) {
        this.folder = folder;
        this.wanted = wanted;
        this.progress = progress;
    }

    /** Where the data set of a C-STORE request goes. */
    DataSink sink(Message message) {
        String instance = message.command().find(Command.AFFECTED_SOP_INSTANCE).orElse("");
        String sopClass = message.context().sopClass();
        TransferSyntax syntax =
                TransferSyntax.find(message.context().transferSyntax()).orElseThrow(); // only such are agreed on
        boolean isOfContext = message.command()
                .find(Command.AFFECTED_SOP_CLASS)
                .filter(sopClass::equals)
                .isPresent();
        if (!isOfContext || !Selection.isUid(instance) || !Selection.isUid(sopClass)) {
            return new RefusedObject("The archive sent an object without a usable UID or SOP class.");
        }
        try {
            return IncomingObject.begin(folder, sopClass, instance, syntax);
        } catch (IOException e) {
            return new RefusedObject("An object could not be written: is the disk full or read-only?");
        }
    }

    /** A data set that is passed over. */
    private record RefusedObject(String sentence) implements DataSink {
        @Override
        public void write(ByteBuffer bytes) {}
    }

    /** Ends an object whose data set is whole; the status to answer with. */
    int finish(DataSink sink) {
        if (sink instanceof IncomingObject object) {
            try (object) {
                return kept(object.keep(wanted), object.bytes());
            } catch (RefusedObjectException e) {
                return refused(e.status(), e.getMessage());
            }
        }
        return refused(Statuses.CANNOT_UNDERSTAND, ((RefusedObject) sink).sentence());
    }

    private synchronized int kept(Path file, long size) {
        files.add(file);
        bytes += size;
        report();
        return Statuses.SUCCESS;
    }

    private synchronized int refused(int status, String sentence) {
        refused++;
        note(sentence);
        report();
        return status;
    }

    private void report() {
        progress.reached(files.size() + refused, total, bytes);
    }

    synchronized void note(String sentence) {
        if (notes.size() < MAX_NOTES) {
            notes.add(sentence);
        }
    }

    synchronized void expect(int objects) {
        total = OptionalInt.of(objects);
    }

    synchronized boolean isEmpty() {
        return files.isEmpty();
    }

    /** @param failedThere how many the archive says it could not send or we did not take */
    synchronized Retrieved result(int failedThere) {
        List<String> told = new ArrayList<>(notes);
        int failed = Math.max(failedThere, refused);
        if (failedThere > refused) {
            told.add("The archive could not send " + (failedThere - refused)
                    + " of the objects, for example in a form that this station reads.");
        }
        return new Retrieved(List.copyOf(files), failed, told);
    }
}
