package io.veilray.dicom.dimse;

import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.dimse.Association.Message;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One C-FIND, PS3.7 section 9.1.2: matches come as pending answers until a final one. */
final class Finder {
    /** How long an archive may go on with matches after it was told to stop. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final Conversation conversation;
    private final Association association;
    private final Context context;
    private final TransferSyntax syntax;

    Finder(Conversation conversation, Association association, Context context) {
        this.conversation = conversation;
        this.association = association;
        this.context = context;
        this.syntax = TransferSyntax.find(context.transferSyntax()).orElseThrow(); // we proposed it
    }

    Found find(Query query) throws IOException, UpperLayerException, ArchiveException {
        int id = association.nextMessageId();
        conversation.requested(context, id);
        association.send(
                context,
                Command.request(Command.C_FIND, id, context.sopClass()),
                DatasetCodec.write(Identifiers.of(query), syntax));
        List<Match> matches = new ArrayList<>();
        MemorySink[] identifier = new MemorySink[1];
        while (true) {
            Message message = association.expect(m -> identifier[0] = new MemorySink());
            int status = status(message, id);
            if (!Statuses.isPending(status)) {
                conversation.answered();
                return ended(status, matches);
            }
            if (matches.size() == query.limit()) {
                stop(id);
                return new Found(matches, false);
            }
            matches.add(new Match(query.level(), read(message, identifier[0])));
        }
    }

    private static int status(Message message, int id) throws UpperLayerException {
        if (!message.command().isResponseTo(Command.C_FIND, id)) {
            throw UpperLayerException.invalid("an answer that is not to the C-FIND request");
        }
        return message.command().status();
    }

    private DicomDataset read(Message message, MemorySink identifier) throws UpperLayerException {
        if (!message.command().hasDataSet()) {
            throw UpperLayerException.invalid("a match without an identifier");
        }
        try {
            return DatasetCodec.read(ByteBuffer.wrap(identifier.bytes()), syntax);
        } catch (DicomException e) {
            throw UpperLayerException.invalid("a match that cannot be read: " + e.getMessage());
        }
    }

    private static Found ended(int status, List<Match> matches) throws ArchiveException {
        if (status != Statuses.SUCCESS) {
            throw DimseArchive.failed(status);
        }
        return new Found(matches, true);
    }

    /** Many archives do not listen to C-CANCEL, so that patience is short. */
    private void stop(int id) throws IOException, UpperLayerException {
        association.cancel(context, id);
        conversation.answered();
        long end = System.nanoTime() + STOP_PATIENCE.toNanos();
        while (Statuses.isPending(status(association.expect(m -> piece -> {}), id))) {
            if (System.nanoTime() > end) {
                association.abort(Pdu.Abort.BY_USER, Pdu.Abort.UNSPECIFIED);
                return;
            }
        }
    }
}
