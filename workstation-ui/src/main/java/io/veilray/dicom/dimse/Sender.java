package io.veilray.dicom.dimse;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.PrivateFolder;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Sends files to an archive, over as many associations as their kinds need. A storage SCU, PS3.4 annex B. */
final class Sender {
    /** Works over an association of its own with these proposals. */
    @FunctionalInterface
    interface Line {
        int over(List<Pdu.Proposal> proposals, Association.Work<Integer> work)
                throws IOException, UpperLayerException, ArchiveException;
    }

    /** So many objects in a row, and it is not the objects. */
    private static final int MAX_BREAKS = 3;

    private record Kind(String sopClass, String syntax) {}

    private final Line line;
    private final ArchiveProgress progress;
    private final int total;
    private final List<Path> stored = new ArrayList<>();
    private final List<Stored.Refusal> refusals = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private long bytes;

    Sender(Line line, ArchiveProgress progress, int total) {
        this.line = line;
        this.progress = progress;
        this.total = total;
    }

    Stored send(List<Path> paths) throws IOException, UpperLayerException, ArchiveException {
        List<FileToSend> batch = new ArrayList<>();
        Set<Kind> kinds = new LinkedHashSet<>();
        for (FileToSend file : examined(paths)) {
            Set<Kind> more = new LinkedHashSet<>(kinds);
            file.syntaxes().forEach(syntax -> more.add(new Kind(file.sopClass(), syntax)));
            if (more.size() > Proposals.MAX_CONTEXTS) {
                send(batch, kinds);
                batch.clear();
                kinds.clear();
            }
            file.syntaxes().forEach(syntax -> kinds.add(new Kind(file.sopClass(), syntax)));
            batch.add(file);
        }
        send(batch, kinds);
        return new Stored(stored, refusals, List.copyOf(notes));
    }

    private List<FileToSend> examined(List<Path> paths) {
        List<FileToSend> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.add(FileToSend.examine(path));
            } catch (DicomException e) {
                refused(path, "It cannot be sent: " + e.getMessage());
            } catch (IOException e) {
                refused(path, "It cannot be read");
            }
        }
        return files;
    }

    private void send(List<FileToSend> batch, Set<Kind> kinds)
            throws IOException, UpperLayerException, ArchiveException {
        if (batch.isEmpty()) {
            return;
        }
        List<Pdu.Proposal> proposals = new ArrayList<>();
        for (Kind kind : kinds) {
            proposals.add(new Pdu.Proposal(2 * proposals.size() + 1, kind.sopClass, List.of(kind.syntax)));
        }
        Deque<FileToSend> left = new ArrayDeque<>(batch);
        int breaks = 0;
        while (!left.isEmpty()) {
            int before = left.size();
            try {
                line.over(proposals, association -> send(association, left));
            } catch (IOException e) {
                if (left.size() == before) { // nothing was sent, not even tried
                    throw e;
                }
                breaks = left.size() == before - 1 ? breaks + 1 : 1;
                if (breaks == MAX_BREAKS) {
                    throw e;
                }
            }
        }
    }

    /** An archive may break off at an object that it cannot stomach: that one is refused, and those left stay in line. */
    private int send(Association association, Deque<FileToSend> left) throws IOException, UpperLayerException {
        while (!left.isEmpty()) {
            FileToSend file = left.remove();
            try {
                send(association, file);
            } catch (IOException e) {
                boolean isOurs = e instanceof FileSystemException || e instanceof OwnFileException;
                refused(file.path(), isOurs ? "It could not be read" : "The connection broke while it was sent");
                throw e;
            }
        }
        return left.size();
    }

    private void send(Association association, FileToSend file) throws IOException, UpperLayerException {
        Optional<Context> context = file.syntaxes().stream()
                .flatMap(syntax -> association.agreement().context(file.sopClass(), syntax).stream())
                .findFirst();
        if (context.isEmpty()) {
            refused(
                    file.path(),
                    "The archive does not take objects of SOP class " + file.sopClass() + " in transfer syntax "
                            + file.syntax());
        } else if (file.isSound() && context.get().transferSyntax().equals(file.syntax())) {
            transfer(association, context.get(), file, file.path());
        } else {
            rewrite(association, context.get(), file);
        }
    }

    private void rewrite(Association association, Context context, FileToSend file)
            throws IOException, UpperLayerException {
        TransferSyntax syntax = TransferSyntax.find(context.transferSyntax()).orElseThrow();
        try (PrivateFolder temporary = PrivateFolder.create()) {
            transfer(association, context, file.rewritten(temporary.next(), syntax), file.path());
        } catch (DicomException e) {
            refused(file.path(), "It cannot be sent: " + e.getMessage());
        }
    }

    private void transfer(Association association, Context context, FileToSend file, Path named)
            throws IOException, UpperLayerException {
        int id = association.nextMessageId();
        Command request = Command.request(Command.C_STORE, id, file.sopClass())
                .withUid(Command.AFFECTED_SOP_INSTANCE, file.sopInstance())
                .withDataSet();
        long size = file.bytes();
        try (InputStream in = file.open()) {
            association.send(context, request, in, size);
        }
        bytes += size;
        Command answer = association.expect(m -> new MemorySink()).command();
        if (!answer.isResponseTo(Command.C_STORE, id)) {
            throw UpperLayerException.invalid("an answer that is not to the C-STORE request");
        }
        answered(named, answer.status());
    }

    private void answered(Path path, int status) {
        if (!Statuses.isKept(status)) {
            refused(path, "The archive did not keep it: " + Statuses.words(status));
            return;
        }
        if (status != Statuses.SUCCESS) {
            notes.add("The archive kept a file with a warning: " + Statuses.words(status) + ".");
        }
        stored.add(path);
        report();
    }

    private void refused(Path path, String sentence) {
        refusals.add(new Stored.Refusal(path, sentence + "."));
        report();
    }

    private void report() {
        progress.reached(stored.size() + refusals.size(), OptionalInt.of(total), bytes);
    }
}
