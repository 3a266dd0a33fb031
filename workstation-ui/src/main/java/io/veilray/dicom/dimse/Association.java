package io.veilray.dicom.dimse;

import io.veilray.dicom.pacs.ArchiveException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An association that stands: DIMSE messages in the contexts that were agreed on. One thread uses it; others may only
 * cancel and abort.
 */
final class Association {
    private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(2);

    /** Where the data set of a message goes; bytes die after each call. */
    interface DataSink {
        void write(ByteBuffer bytes) throws UpperLayerException;
    }

    /** Chooses by its command where a message's data set goes. */
    interface Sinks {
        DataSink of(Message message) throws UpperLayerException;
    }

    /** What is done over an association. */
    interface Work<T> {
        T on(Association association) throws IOException, UpperLayerException, ArchiveException;
    }

    /** A command that came, in the context it came in. */
    record Message(Context context, Command command) {}

    /** A presentation context that both sides accept. */
    record Context(int id, String sopClass, String transferSyntax) {}

    private final PduSocket socket;
    private final Agreement agreement;
    private final ReentrantLock sending = new ReentrantLock();
    private int lastMessageId;
    private boolean released;

    Association(PduSocket socket, Agreement agreement) {
        this.socket = socket;
        this.agreement = agreement;
    }

    Agreement agreement() {
        return agreement;
    }

    PduSocket socket() {
        return socket;
    }

    int nextMessageId() {
        lastMessageId = lastMessageId % 0xFFFF + 1;
        return lastMessageId;
    }

    void send(Context context, Command command) throws IOException {
        send(context, command, InputStream.nullInputStream(), -1);
    }

    void send(Context context, Command command, byte[] dataSet) throws IOException {
        send(context, command.withDataSet(), new java.io.ByteArrayInputStream(dataSet), dataSet.length);
    }

    /** Sends command and data set of that many bytes; none if negative. */
    void send(Context context, Command command, InputStream dataSet, long bytes) throws IOException {
        sending.lock();
        try {
            byte[] commandBytes = command.bytes();
            pieces(context, true, new java.io.ByteArrayInputStream(commandBytes), commandBytes.length);
            if (bytes >= 0) {
                pieces(context, false, dataSet, bytes);
            }
        } finally {
            sending.unlock();
        }
    }

    /** Fragments are even, PS3.8 annex E.1: a deflated data set may not be, and gets a zero, PS3.5 annex A.5. */
    private void pieces(Context context, boolean isCommand, InputStream in, long bytes) throws IOException {
        byte[] piece = new byte[(int) Math.min(bytes + bytes % 2, agreement.maxFragmentBytes())];
        long left = bytes;
        do {
            int count = (int) Math.min(left, piece.length);
            if (in.readNBytes(piece, 0, count) < count) {
                throw new OwnFileException("a file became shorter while it was sent");
            }
            if (count % 2 == 1) {
                piece[count] = 0;
            }
            left -= count;
            ByteBuffer even = ByteBuffer.wrap(piece, 0, count + count % 2);
            socket.write(new Pdu.Fragment(context.id(), isCommand, left == 0, even));
        } while (left > 0);
    }

    /** Asks the peer to stop what a request began; by any thread. */
    void cancel(Context context, int messageId) throws IOException {
        send(context, Command.cancel(messageId));
    }

    /** The next message, its data set written to the sink; empty if the peer released the association. */
    Optional<Message> receive(Sinks sinks) throws IOException, UpperLayerException {
        MessageAssembly assembly = new MessageAssembly(agreement, sinks);
        while (true) {
            switch (socket.read()) {
                case Pdu.Data data -> {
                    Optional<Message> message = assembly.add(data);
                    if (message.isPresent()) {
                        return message;
                    }
                }
                case Pdu.ReleaseRequest release -> {
                    socket.write(new Pdu.ReleaseReply());
                    released = true;
                    return Optional.empty();
                }
                case Pdu.Abort abort -> throw new PeerAbortException(abort);
                default ->
                    throw new UpperLayerException(
                            Pdu.Abort.UNEXPECTED_PDU, "a PDU that has no place in an association that stands");
            }
        }
    }

    /** Like {@link #receive} where the peer still owes an answer. */
    Message expect(Sinks sinks) throws IOException, UpperLayerException {
        return receive(sinks).orElseThrow(EOFException::new);
    }

    /** Ends in good order; what was agreed before is not undone by a peer that does not answer. */
    void close() {
        try {
            if (!released) {
                released = true;
                socket.timeout(RELEASE_PATIENCE);
                socket.write(new Pdu.ReleaseRequest());
                awaitRelease();
            }
        } catch (IOException | UpperLayerException e) {
            // the work is done, and the socket closes all the same
        } finally {
            socket.close();
        }
    }

    private void awaitRelease() throws IOException, UpperLayerException {
        long end = System.nanoTime() + RELEASE_PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Pdu pdu = socket.read();
            if (pdu instanceof Pdu.ReleaseReply || pdu instanceof Pdu.Abort) {
                return;
            }
            if (pdu instanceof Pdu.ReleaseRequest) { // both sides asked at once, PS3.8 section 7.2.2
                socket.write(new Pdu.ReleaseReply());
            }
        }
    }

    void abort(int source, int reason) {
        released = true;
        socket.abort(new Pdu.Abort(source, reason));
    }

    /** The accepted contexts by id, and what else was agreed on. */
    record Agreement(Map<Integer, Context> contexts, long peerMaxPduBytes, String product) {
        private static final int LEAST_PDU_BYTES = 128;

        Agreement {
            contexts = Map.copyOf(contexts);
        }

        /** Of those for a SOP class, the one with the lowest id. */
        Optional<Context> context(String sopClass) {
            return contexts.values().stream()
                    .filter(context -> context.sopClass().equals(sopClass))
                    .min(java.util.Comparator.comparing(Context::id));
        }

        Optional<Context> context(String sopClass, String transferSyntax) {
            return contexts.values().stream()
                    .filter(context -> context.sopClass().equals(sopClass))
                    .filter(context -> context.transferSyntax().equals(transferSyntax))
                    .findFirst();
        }

        /** Our own limit where the peer has none; one that takes next to nothing gets a little more. Even. */
        int maxFragmentBytes() {
            long most = peerMaxPduBytes == 0 ? PduReader.MAX_DATA_BYTES : Math.max(peerMaxPduBytes, LEAST_PDU_BYTES);
            return (int) Math.min(most, PduReader.MAX_DATA_BYTES) / 2 * 2 - PduWriter.FRAGMENT_HEADER_BYTES;
        }
    }
}
