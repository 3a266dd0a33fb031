package io.veilray.dicom.dimse;

import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.dimse.Association.Message;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import java.io.EOFException;
import java.io.IOException;

/** One C-GET or C-MOVE, PS3.7 sections 9.1.3 and 9.1.4. */
final class Retrieval {
    private final Conversation conversation;
    private final Association association;
    private final Context context;
    private final IncomingObjects objects;
    private final int messageId;

    Retrieval(Conversation conversation, Association association, Context context, IncomingObjects objects) {
        this.conversation = conversation;
        this.association = association;
        this.context = context;
        this.objects = objects;
        this.messageId = association.nextMessageId();
    }

    int messageId() {
        return messageId;
    }

    Retrieved get(Selection selection) throws IOException, UpperLayerException, ArchiveException {
        return run(Command.request(Command.C_GET, messageId, context.sopClass()), selection);
    }

    Retrieved move(Selection selection, String destination) throws IOException, UpperLayerException, ArchiveException {
        Command request = Command.request(Command.C_MOVE, messageId, context.sopClass());
        return run(request.with(Command.MOVE_DESTINATION, destination), selection);
    }

    private Retrieved run(Command request, Selection selection)
            throws IOException, UpperLayerException, ArchiveException {
        TransferSyntax syntax = TransferSyntax.find(context.transferSyntax()).orElseThrow(); // we proposed it
        conversation.requested(context, messageId);
        association.send(context, request, DatasetCodec.write(Identifiers.of(selection), syntax));
        boolean isGet = request.field() == Command.C_GET;
        try (StoreService service = new StoreService(association, objects, command -> isGet, () -> {})) {
            while (true) {
                Message message = service.next(m -> new MemorySink()).orElseThrow(EOFException::new);
                if (!message.command().isResponseTo(request.field(), messageId)) {
                    throw UpperLayerException.invalid("an answer that is not to the retrieval");
                }
                int status = message.command().status();
                count(message.command());
                if (!Statuses.isPending(status)) {
                    conversation.answered();
                    return ended(status, message.command());
                }
            }
        }
    }

    private void count(Command answer) throws UpperLayerException {
        if (answer.integer(Command.REMAINING).isPresent()) {
            objects.expect(answer.required(Command.REMAINING)
                    + answer.integer(Command.COMPLETED).orElse(0)
                    + answer.integer(Command.FAILED).orElse(0)
                    + answer.integer(Command.WARNING).orElse(0));
        }
    }

    private Retrieved ended(int status, Command answer) throws UpperLayerException, ArchiveException {
        if (status != Statuses.SUCCESS && status != Statuses.SOME_FAILED) {
            if (objects.isEmpty()) {
                throw DimseArchive.failed(status);
            }
            objects.note("The archive ended with " + Statuses.words(status) + ".");
        }
        return objects.result(answer.integer(Command.FAILED).orElse(0));
    }
}
