package io.veilray.dicom.web;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.ArchiveException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an archive says of one object sent to it, PS3.18 section 10.5.3 and annex I.2: kept only if it lists it among those
 * it refers to now, or says nothing at all to a request that went well.
 *
 * @param refusal why it is not kept, in a sentence; empty if it is
 * @param note what was done to it beside keeping it
 */
record StoreAnswer(String refusal, Optional<String> note) {
    boolean isKept() {
        return refusal.isEmpty();
    }

    static StoreAnswer read(Answer answer, String uid, WebClient client) throws ArchiveException, InterruptedException {
        DicomDataset told = told(answer, client);
        Optional<DicomDataset> failed = find(told, Tags.FAILED_SOP_SEQUENCE, uid);
        if (failed.isPresent()) {
            return refused(FailureReasons.sentence(number(failed.get(), Tags.FAILURE_REASON)));
        }
        Optional<DicomDataset> kept = find(told, Tags.REFERENCED_SOP_SEQUENCE, uid);
        if (kept.isPresent()) {
            return new StoreAnswer("", FailureReasons.warning(number(kept.get(), Tags.WARNING_REASON)));
        }
        boolean saysNothing = !told.has(Tags.FAILED_SOP_SEQUENCE) && !told.has(Tags.REFERENCED_SOP_SEQUENCE);
        if (answer.isOk() && saysNothing) {
            return new StoreAnswer("", Optional.empty());
        }
        return refused(
                answer.isOk()
                        ? "The archive took the message but does not list this object among those it keeps."
                        : sentence(answer.status(), client.host()));
    }

    /** An empty data set if there is none, or none that is readable beside a status that tells enough. */
    private static DicomDataset told(Answer answer, WebClient client) throws ArchiveException, InterruptedException {
        boolean mayBeJson = answer.type().map(MediaType::isJson).orElse(true); // some name no type beside a refusal
        if (!mayBeJson) {
            return DicomDataset.empty();
        }
        try {
            List<DicomDataset> read = JsonAnswers.read(answer.body(), client.limits(), 1);
            return read.isEmpty() ? DicomDataset.empty() : read.getFirst();
        } catch (AnswerException e) {
            if (answer.isOk()) {
                throw client.failed(e);
            }
            return DicomDataset.empty();
        } catch (IOException e) {
            throw client.broken(e);
        }
    }

    private static Optional<DicomDataset> find(DicomDataset told, Tag sequence, String uid) {
        return told.items(sequence).stream()
                .filter(item -> item.code(Tags.REFERENCED_SOP_INSTANCE_UID)
                        .filter(uid::equals)
                        .isPresent())
                .findFirst();
    }

    private static OptionalInt number(DicomDataset item, Tag tag) {
        try {
            return item.integer(tag);
        } catch (DicomException e) {
            return OptionalInt.empty();
        }
    }

    private static String sentence(int status, String host) {
        return switch (status) {
            case 400 -> "The archive does not take it for a sound DICOM object (HTTP 400).";
            case 409 ->
                "The archive refused it: it may be there already with other content, or belong to another patient"
                        + " there (HTTP 409).";
            case 413 -> "The archive does not take objects of this size (HTTP 413).";
            default -> Statuses.refusal(host, status).sentence();
        };
    }

    private static StoreAnswer refused(String sentence) {
        return new StoreAnswer(sentence, Optional.empty());
    }
}
