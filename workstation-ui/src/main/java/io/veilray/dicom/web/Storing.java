package io.veilray.dicom.web;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Stored;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * STOW-RS, PS3.18 section 10.5. Every file is a request of its own: the archive's word is about that file even where it
 * names none, a refusal of one leaves the others alone, and a transfer can be stopped between two.
 */
final class Storing {
    private static final String JSON = "application/dicom+json";

    private final WebClient client;
    private final ArchiveProgress progress;
    private final List<Path> kept = new ArrayList<>();
    private final List<Stored.Refusal> refusals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long bytes;

    Storing(WebClient client, ArchiveProgress progress) {
        this.client = client;
        this.progress = progress;
    }

    Stored store(List<Path> files) throws ArchiveException, InterruptedException {
        for (int i = 0; i < files.size(); i++) {
            try {
                store(files.get(i));
            } catch (ArchiveException e) {
                if (kept.isEmpty() || e.reason() == Reason.CANCELLED) {
                    throw e;
                }
                files.subList(i, files.size()).forEach(file -> refused(file, e.sentence()));
                break;
            }
            progress.reached(i + 1, OptionalInt.of(files.size()), bytes);
        }
        return new Stored(kept, refusals, notes);
    }

    private void store(Path file) throws ArchiveException, InterruptedException {
        Optional<String> uid = uid(file);
        if (uid.isPresent()) {
            send(file, uid.get());
        }
    }

    /** Of an object that can be sent; otherwise it is told why not. */
    private Optional<String> uid(Path file) {
        try (DicomFile opened = DicomFile.open(file)) {
            Optional<String> uid = opened.dataset().code(Tags.SOP_INSTANCE_UID);
            if (opened.metaInformation().size() == 0) {
                refused(file, "It lacks the file meta information that archives need (PS3.10 section 7.1).");
                return Optional.empty();
            }
            if (uid.isEmpty()) {
                refused(file, "It has no SOP Instance UID, under which an archive would keep it.");
            }
            return uid;
        } catch (DicomException e) {
            refused(file, "It is no DICOM file that can be read: " + e.getMessage() + ".");
        } catch (IOException e) {
            refused(file, "It cannot be opened: check that it is there and may be read.");
        }
        return Optional.empty();
    }

    private void send(Path file, String uid) throws ArchiveException, InterruptedException {
        String boundary = "veilray-" + UUID.randomUUID();
        String type = "multipart/related; type=\"application/dicom\"; boundary=" + boundary;
        BodyPublisher body;
        try {
            bytes += Files.size(file);
            body = BodyPublishers.concat(
                    BodyPublishers.ofString("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        } catch (IOException e) {
            refused(file, "It cannot be opened: check that it is there and may be read.");
            return;
        }
        try (Answer answer = client.post("/studies", type, body, JSON)) {
            if (Statuses.holdsForAll(answer.status())) {
                throw Statuses.refusal(client.host(), answer.status());
            }
            judge(file, StoreAnswer.read(answer, uid, client));
        }
    }

    private void judge(Path file, StoreAnswer answer) {
        if (answer.isKept()) {
            kept.add(file);
            answer.note().ifPresent(note -> notes.add(file.getFileName() + ": " + note));
        } else {
            refused(file, answer.refusal());
        }
    }

    private void refused(Path file, String sentence) {
        refusals.add(new Stored.Refusal(file, sentence));
    }
}
