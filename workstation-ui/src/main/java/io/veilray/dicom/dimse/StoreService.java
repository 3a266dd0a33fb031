package io.veilray.dicom.dimse;

import io.veilray.dicom.dimse.Association.DataSink;
import io.veilray.dicom.dimse.Association.Message;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Serves the C-STORE and C-ECHO requests that an archive sends over an association, PS3.7 sections 9.1.1 and 9.1.5. */
final class StoreService implements AutoCloseable {
    private final Association association;
    private final IncomingObjects objects;
    private final Predicate<Command> isExpected;
    private final Runnable signOfLife;
    private DataSink open;

    /**
     * @param isExpected whether a C-STORE request belongs to what runs here
     * @param signOfLife called for every piece of an object
     */
    StoreService(Association association, IncomingObjects objects, Predicate<Command> isExpected, Runnable signOfLife) {
        this.association = association;
        this.objects = objects;
        this.isExpected = isExpected;
        this.signOfLife = signOfLife;
    }

    /** The next message that is no request served here; empty if the peer released the association. */
    Optional<Message> next(Association.Sinks others) throws IOException, UpperLayerException {
        while (true) {
            Optional<Message> message = association.receive(m -> sink(m, others));
            if (message.isEmpty() || (message.get().command().field() & Command.RESPONSE) != 0) {
                return message;
            }
            serve(message.get());
        }
    }

    private DataSink sink(Message message, Association.Sinks others) throws UpperLayerException {
        if (message.command().field() != Command.C_STORE) {
            return others.of(message);
        }
        DataSink sink = isExpected.test(message.command()) ? objects.sink(message) : piece -> {};
        open = sink;
        return piece -> {
            signOfLife.run();
            sink.write(piece);
        };
    }

    private void serve(Message message) throws IOException, UpperLayerException {
        Command command = message.command();
        int status =
                switch (command.field()) {
                    case Command.C_ECHO -> Statuses.SUCCESS;
                    case Command.C_STORE -> stored(command);
                    default -> Statuses.UNRECOGNISED_OPERATION;
                };
        association.send(message.context(), command.response(status));
    }

    private int stored(Command command) throws UpperLayerException {
        DataSink done = open;
        open = null;
        if (done == null) {
            throw UpperLayerException.invalid("a C-STORE request without a data set");
        }
        return isExpected.test(command) ? objects.finish(done) : Statuses.NOT_AUTHORISED;
    }

    /** Drops an object that did not come whole. */
    @Override
    public void close() {
        if (open instanceof IncomingObject unfinished) {
            unfinished.close();
        }
    }
}
