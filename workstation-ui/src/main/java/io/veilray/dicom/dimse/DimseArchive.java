package io.veilray.dicom.dimse;

import io.veilray.dicom.Tags;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.Echo;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.ObjectFolder;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import io.veilray.dicom.pacs.Stored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** An archive that is spoken with in DIMSE: each call opens an association of its own, with what it needs. */
final class DimseArchive implements Archive {
    private final DimseAddress address;
    private final Optional<SSLContext> tls;
    private final ArchiveOptions options;
    private final Dialer dialer;
    private Conversation current;
    private boolean closed;

    DimseArchive(DimseAddress address, Optional<SSLContext> tls, ArchiveOptions options) {
        this.address = address;
        this.tls = tls;
        this.options = options;
        this.dialer = new Dialer(address, tls, options.connectTimeout());
    }

    @Override
    public Echo echo() throws ArchiveException, InterruptedException {
        long start = System.nanoTime();
        return converse(conversation ->
                associated(conversation, Proposals.service(Proposals.VERIFICATION), List.of(), association -> {
                    echo(association);
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    return new Echo(took, association.agreement().product());
                }));
    }

    private void echo(Association association) throws IOException, UpperLayerException, ArchiveException {
        int id = association.nextMessageId();
        Context context = context(association, Proposals.VERIFICATION, "verification");
        association.send(context, Command.request(Command.C_ECHO, id, Proposals.VERIFICATION));
        Command answer = association.expect(m -> new MemorySink()).command();
        if (!answer.isResponseTo(Command.C_ECHO, id)) {
            throw UpperLayerException.invalid("an answer that is not to the C-ECHO request");
        }
        if (answer.status() != Statuses.SUCCESS) {
            throw failed(answer.status());
        }
    }

    @Override
    public Found find(Query query) throws ArchiveException, InterruptedException {
        return converse(conversation -> query(conversation, query));
    }

    private Found query(Conversation conversation, Query query)
            throws IOException, UpperLayerException, ArchiveException {
        return associated(conversation, Proposals.service(Proposals.STUDY_ROOT_FIND), List.of(), association -> {
            Context context = context(association, Proposals.STUDY_ROOT_FIND, "study root queries");
            return new Finder(conversation, association, context).find(query);
        });
    }

    @Override
    public Retrieved get(Selection selection, Path folder, ArchiveProgress progress)
            throws ArchiveException, InterruptedException {
        IncomingObjects objects = new IncomingObjects(ObjectFolder.at(folder), selection, progress);
        return address.receiver().isPresent() ? move(selection, objects) : fetch(selection, objects);
    }

    private Retrieved fetch(Selection selection, IncomingObjects objects)
            throws ArchiveException, InterruptedException {
        return converse(conversation -> {
            List<Pdu.Proposal> proposals = Proposals.get(modalities(conversation, selection));
            return associated(conversation, proposals, Proposals.storageRoles(), association -> {
                Context context = context(association, Proposals.STUDY_ROOT_GET, "C-GET; fetch by C-MOVE instead");
                return new Retrieval(conversation, association, context, objects).get(selection);
            });
        });
    }

    /** What kinds of objects to be ready for; none if the archive does not tell. */
    private Set<String> modalities(Conversation conversation, Selection selection)
            throws IOException, UpperLayerException, ArchiveException {
        Query series = Query.seriesOf(selection.studyUid())
                .with(Tags.SERIES_INSTANCE_UID, selection.seriesUid().orElse(""));
        try {
            return query(conversation, series).matches().stream()
                    .flatMap(match -> match.text(Tags.MODALITY).stream())
                    .collect(Collectors.toSet());
        } catch (ArchiveException e) {
            if (e.reason() == Reason.UNSUPPORTED || e.reason() == Reason.FAILED || e.reason() == Reason.REFUSED) {
                return Set.of();
            }
            throw e;
        }
    }

    private Retrieved move(Selection selection, IncomingObjects objects) throws ArchiveException, InterruptedException {
        if (address.tls().isPresent() && address.tls().get().own().isEmpty()) {
            throw new ArchiveException(
                    Reason.NOT_TRUSTED, "to receive over TLS, this station needs a certificate and a key of its own");
        }
        return converse(conversation ->
                associated(conversation, Proposals.service(Proposals.STUDY_ROOT_MOVE), List.of(), association -> {
                    Context context = context(association, Proposals.STUDY_ROOT_MOVE, "C-MOVE; fetch by C-GET instead");
                    Retrieval retrieval = new Retrieval(conversation, association, context, objects);
                    try (StorageReceiver receiver = listen(association, retrieval.messageId(), objects)) {
                        return retrieval.move(selection, address.calling().text());
                    }
                }));
    }

    private StorageReceiver listen(Association association, int messageId, IncomingObjects objects)
            throws IOException, ArchiveException {
        return StorageReceiver.listen(
                address,
                tls,
                objects,
                command -> isOurs(command, messageId),
                options.answerTimeout(),
                association.socket()::signOfLife);
    }

    /** Archives need not say whose move an object belongs to, but what they say must be true. */
    private boolean isOurs(Command command, int messageId) {
        try {
            return command.find(Command.MOVE_ORIGINATOR).stream()
                            .allMatch(address.calling().text()::equals)
                    && command.integer(Command.MOVE_ORIGINATOR_MESSAGE_ID).orElse(messageId) == messageId;
        } catch (UpperLayerException e) {
            return false;
        }
    }

    @Override
    public Stored store(List<Path> files, ArchiveProgress progress) throws ArchiveException, InterruptedException {
        return converse(conversation -> new Sender(
                        (proposals, work) -> associated(conversation, proposals, List.of(), work),
                        progress,
                        files.size())
                .send(files));
    }

    /** Works over an association, and ends it as it deserves: release, or abort after what broke it. */
    private <T> T associated(
            Conversation conversation, List<Pdu.Proposal> proposals, List<Pdu.Role> roles, Association.Work<T> work)
            throws IOException, UpperLayerException, ArchiveException {
        Association association = conversation.opened(dialer.open(conversation::dialing, proposals, roles));
        try {
            T result = work.on(association);
            association.close();
            return result;
        } catch (ArchiveException e) {
            association.close();
            throw e;
        } catch (UpperLayerException e) {
            association.abort(Pdu.Abort.BY_PROVIDER, e.abortReason());
            throw e;
        } catch (IOException | RuntimeException e) {
            association.abort(Pdu.Abort.BY_USER, Pdu.Abort.UNSPECIFIED);
            throw e;
        }
    }

    private Context context(Association association, String sopClass, String what) throws ArchiveException {
        return association
                .agreement()
                .context(sopClass)
                .orElseThrow(() -> new ArchiveException(
                        Reason.UNSUPPORTED, "the archive at " + address.host() + " does not offer us " + what));
    }

    static ArchiveException failed(int status) {
        Reason reason = status == Statuses.NOT_AUTHORISED || status == Statuses.DESTINATION_UNKNOWN
                ? Reason.REFUSED
                : Reason.FAILED;
        return new ArchiveException(reason, "the archive answered with " + Statuses.words(status));
    }

    private <T> T converse(Conversation.Work<T> work) throws ArchiveException, InterruptedException {
        Conversation conversation = new Conversation(
                address.called() + " at " + address.host() + ":" + address.port(), options.answerTimeout());
        synchronized (this) {
            if (closed) {
                throw new ArchiveException(Reason.CANCELLED, "this archive was closed");
            }
            current = conversation;
        }
        return conversation.run(work);
    }

    @Override
    public synchronized void close() {
        if (!closed && current != null) {
            current.cancelFirmly();
        }
        closed = true;
    }
}
