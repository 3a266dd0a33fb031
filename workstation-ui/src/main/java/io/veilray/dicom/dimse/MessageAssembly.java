package io.veilray.dicom.dimse;

import io.veilray.dicom.dimse.Association.Agreement;
import io.veilray.dicom.dimse.Association.Context;
import io.veilray.dicom.dimse.Association.DataSink;
import io.veilray.dicom.dimse.Association.Message;
import io.veilray.dicom.dimse.Association.Sinks;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** One message out of its fragments, PS3.8 annex E: all of the command, then all of the data set, in one context. */
final class MessageAssembly {
    private final Agreement agreement;
    private final Sinks sinks;
    private final ByteArrayOutputStream command = new ByteArrayOutputStream();
    private Message message;
    private DataSink sink;
    private boolean isWhole;
    private int contextId;

    MessageAssembly(Agreement agreement, Sinks sinks) {
        this.agreement = agreement;
        this.sinks = sinks;
    }

    /** The message if that completes it. */
    Optional<Message> add(Pdu.Data data) throws UpperLayerException {
        for (Pdu.Fragment fragment : data.fragments()) {
            add(fragment);
        }
        return isWhole ? Optional.of(message) : Optional.empty();
    }

    private void add(Pdu.Fragment fragment) throws UpperLayerException {
        Context context = agreement.contexts().get(fragment.context());
        boolean isFirst = message == null && command.size() == 0;
        if (context == null || !isFirst && fragment.context() != contextId) {
            throw UpperLayerException.invalid("a fragment in presentation context " + fragment.context()
                    + ", which was not agreed on or not begun");
        }
        if (isWhole || fragment.isCommand() != (message == null)) {
            throw UpperLayerException.invalid("fragments out of order: a command comes whole, then its data set");
        }
        contextId = fragment.context();
        if (message == null) {
            command(context, fragment);
        } else {
            sink.write(fragment.bytes());
            isWhole = fragment.isLast();
        }
    }

    private void command(Context context, Pdu.Fragment fragment) throws UpperLayerException {
        if (command.size() + fragment.bytes().remaining() > Command.MAX_BYTES) {
            throw UpperLayerException.invalid("a command of more than " + Command.MAX_BYTES + " bytes");
        }
        byte[] bytes = new byte[fragment.bytes().remaining()];
        fragment.bytes().get(bytes);
        command.writeBytes(bytes);
        if (fragment.isLast()) {
            message = new Message(context, Command.parse(command.toByteArray()));
            isWhole = !message.command().hasDataSet();
            sink = isWhole ? null : sinks.of(message);
        }
    }
}
