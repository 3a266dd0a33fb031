package io.veilray.dicom.web;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.Tags;
import io.veilray.dicom.Uids;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Echo;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An archive behind HTTP. */
final class WebArchive implements Archive {
    private static final String JSON = "application/dicom+json";
    private static final int NO_CONTENT = 204;

    private final WebClient client;

    WebArchive(WebClient client) {
        this.client = client;
    }

    /** Asks for a study that no archive has, so that no patient's data travel for a test. */
    @Override
    public Echo echo() throws ArchiveException, InterruptedException {
        long start = System.nanoTime();
        try (Answer answer =
                client.get(Qido.path(Query.studies().with(Tags.STUDY_INSTANCE_UID, Uids.random())), JSON)) {
            datasets(answer, 1);
            return new Echo(Duration.ofNanos(System.nanoTime() - start), product(answer));
        }
    }

    private static String product(Answer answer) {
        String server = answer.headers().firstValue("Server").orElse("").replaceAll("[^ -~]", "");
        return server.substring(0, Math.min(server.length(), 64));
    }

    @Override
    public Found find(Query query) throws ArchiveException, InterruptedException {
        Found found = ask(query);
        Optional<Query> loose = found.matches().isEmpty() ? LooseQuery.of(query) : Optional.empty();
        if (loose.isEmpty()) {
            return found;
        }
        Found wider = ask(loose.get());
        return new Found(
                wider.matches().stream()
                        .filter(match -> LooseQuery.isMeant(query, match))
                        .toList(),
                wider.complete());
    }

    private Found ask(Query query) throws ArchiveException, InterruptedException {
        try (Answer answer = client.get(Qido.path(query), JSON)) {
            List<DicomDataset> found = datasets(answer, query.limit() + 1);
            List<Match> matches = found.stream()
                    .limit(query.limit())
                    .map(attributes -> new Match(query.level(), attributes))
                    .toList();
            return new Found(matches, found.size() <= query.limit() && !Qido.isCutShort(answer));
        }
    }

    private List<DicomDataset> datasets(Answer answer, int most) throws ArchiveException, InterruptedException {
        if (!answer.isOk()) {
            throw Statuses.refusal(client.host(), answer.status());
        }
        if (answer.status() == NO_CONTENT) {
            return List.of();
        }
        if (answer.type().filter(MediaType::isJson).isEmpty()) {
            throw unexpected(answer, "DICOM JSON");
        }
        try {
            return JsonAnswers.read(answer.body(), client.limits(), most);
        } catch (IOException e) {
            throw client.broken(e);
        }
    }

    private ArchiveException unexpected(Answer answer, String wanted) {
        String type = answer.type().map(MediaType::name).orElse("something of no known type");
        return new ArchiveException(
                Reason.PROTOCOL, client.host() + " answered with " + type + " instead of " + wanted);
    }

    @Override
    public Retrieved get(Selection selection, Path folder, ArchiveProgress progress)
            throws ArchiveException, InterruptedException {
        Retrieval retrieval = new Retrieval(client, selection, folder, progress);
        try (Answer answer = ask(selection)) {
            if (!answer.isOk()) {
                throw Statuses.refusal(client.host(), answer.status());
            }
            if (answer.status() == NO_CONTENT) {
                return retrieval.nothing();
            }
            MediaType type = answer.type()
                    .filter(sent -> sent.isDicom() || sent.isMultipart())
                    .orElseThrow(() -> unexpected(answer, "DICOM objects"));
            return retrieval.read(answer.body(), type);
        }
    }

    /** In the syntax the archive keeps; archives older than that wording choose for themselves. */
    private Answer ask(Selection selection) throws ArchiveException, InterruptedException {
        String objects = "multipart/related; type=\"application/dicom\"";
        Answer answer = client.get(Wado.path(selection), objects + "; transfer-syntax=*");
        if (answer.status() != 406 && answer.status() != 400) {
            return answer;
        }
        answer.close();
        return client.get(Wado.path(selection), objects);
    }

    @Override
    public Stored store(List<Path> files, ArchiveProgress progress) throws ArchiveException, InterruptedException {
        return new Storing(client, progress).store(files);
    }

    @Override
    public void close() {
        client.close();
    }
}
