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
        return converse(conversation -> {
            long start = System.nanoTime();
            try (Association association = open(conversation, Proposals.service(Proposals.VERIFICATION), List.of())) {
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
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                return new Echo(took, association.agreement().product());
            }
        });
    }

    @Override
    public Found find(Query query) throws ArchiveException, InterruptedException {
        return converse(conversation -> query(conversation, query));
    }

    private Found query(Conversation conversation, Query query)
            throws IOException, UpperLayerException, ArchiveException {
        try (Association association = open(conversation, Proposals.service(Proposals.STUDY_ROOT_FIND), List.of())) {
            Context context = context(association, Proposals.STUDY_ROOT_FIND, "study root queries");
            return new Finder(conversation, association, context).find(query);
        }
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
            try (Association association = open(conversation, proposals, Proposals.storageRoles())) {
                Context context = context(association, Proposals.STUDY_ROOT_GET, "C-GET; fetch by C-MOVE instead");
                return new Retrieval(conversation, association, context, objects).get(selection);
            }
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
        return converse(conversation -> {
            try (Association association =
                    open(conversation, Proposals.service(Proposals.STUDY_ROOT_MOVE), List.of())) {
                Context context = context(association, Proposals.STUDY_ROOT_MOVE, "C-MOVE; fetch by C-GET instead");
                Retrieval retrieval = new Retrieval(conversation, association, context, objects);
                try (StorageReceiver receiver = StorageReceiver.listen(
                        address,
                        tls,
                        objects,
                        command -> isOurs(command, retrieval.messageId()),
                        options.answerTimeout(),
                        association.socket()::signOfLife)) {
                    return retrieval.move(selection, address.calling().text());
                }
            }
        });
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
        return converse(conversation ->
                new Sender(proposals -> open(conversation, proposals, List.of()), progress, files.size()).send(files));
    }

    private Association open(Conversation conversation, List<Pdu.Proposal> proposals, List<Pdu.Role> roles)
            throws IOException, UpperLayerException, ArchiveException {
        return conversation.opened(dialer.open(conversation::dialing, proposals, roles));
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
