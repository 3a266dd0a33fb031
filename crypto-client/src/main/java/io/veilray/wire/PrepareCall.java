package io.veilray.wire;

import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.MaskedProduct;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.Step;
import io.veilray.wire.v1.Ticket;
import java.time.Duration;
import java.util.Optional;

/**
 * The client's side of one Prepare call: one thread encrypts and sends, the calling one takes and decrypts, so neither
 * side of the call can block the other.
 */
final class PrepareCall {
    /** Products that may wait here while one is decrypted, which takes less time than the next one's way. */
    private static final int READ_AHEAD = 3;

    private final BlockingCall<PrepareRequest, PrepareResponse> call;
    private final RoundCodec codec;
    private final ClientPreparation preparation;
    private final MessageProgress progress;
    /** Messages sent before the masks. */
    private int sentBefore;

    private int received;

    PrepareCall(
            BlockingCall<PrepareRequest, PrepareResponse> call,
            RoundCodec codec,
            ClientPreparation preparation,
            MessageProgress progress) {
        this.call = call;
        this.codec = codec;
        this.preparation = preparation;
        this.progress = progress;
    }

    Optional<PreparedName> run(String session, String modelId, String request) throws CloudException {
        if (!admitted(session, modelId, request)) {
            return Optional.empty();
        }
        sentBefore = call.sent();
        call.readAhead(READ_AHEAD);
        MaskSender sender = new MaskSender(call, codec, preparation, !codec.hasConversation());
        Ticket ticket;
        try (sender) {
            ticket = receive();
        } catch (CloudException e) {
            sender.requireNoFailure();
            throw e;
        }
        sender.requireNoFailure();
        return Optional.of(new PreparedName(
                Texts.requireName("ticket", ticket.getTicket()),
                Duration.ofSeconds(Integer.toUnsignedLong(ticket.getLifetimeSeconds())),
                call.traffic()));
    }

    /** Takes the products and the ticket's name, and tells how far both directions are. */
    private Ticket receive() throws CloudException {
        int sent = sentBefore;
        while (received < preparation.products()) {
            PrepareResponse response = call.poll();
            if (response == null) {
                call.await(sent);
            } else {
                accept(response);
            }
            sent = call.sent();
            progress.report(sent - sentBefore, received);
        }
        if (call.sent() != sentBefore + preparation.masks()) {
            throw new CloudException(
                    Reason.PROTOCOL, "the server answered before it had all " + preparation.masks() + " masks");
        }
        if (codec.hasConversation()) {
            converse();
        }
        Ticket ticket = ticket(call.read());
        call.requireEnd();
        return ticket;
    }

    private void converse() throws CloudException {
        Steps steps = new Steps(preparation.conversation());
        while (!steps.finished()) {
            if (steps.speaks()) {
                call.send(PrepareRequest.newBuilder().setStep(steps.next()).build());
            } else {
                steps.accept(step(call.read()));
                received++;
            }
            progress.report(call.sent() - sentBefore, received);
        }
        call.halfClose();
    }

    private static Step step(PrepareResponse response) throws CloudException {
        if (!response.hasStep()) {
            throw new CloudException(
                    Reason.PROTOCOL, "the server sent " + response.getMessageCase() + " where a step was due");
        }
        return response.getStep();
    }

    private boolean admitted(String session, String modelId, String request) throws CloudException {
        PrepareBegin begin = PrepareBegin.newBuilder()
                .setSession(session)
                .setModel(modelId)
                .setRequest(request)
                .setTransfers(preparation.transfersAge())
                .build();
        call.send(PrepareRequest.newBuilder().setBegin(begin).build());
        Admission admission = call.read().getAdmission();
        if (admission != Admission.ADMISSION_ADMITTED && admission != Admission.ADMISSION_SESSION_UNKNOWN) {
            throw new CloudException(Reason.PROTOCOL, "the server did not say whether it admits the preparation");
        }
        return admission == Admission.ADMISSION_ADMITTED;
    }

    private void accept(PrepareResponse response) throws CloudException {
        if (!response.hasProduct()) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the server sent " + response.getMessageCase() + " where product " + received + " of "
                            + preparation.products() + " was due");
        }
        MaskedProduct product = response.getProduct();
        preparation.accept(codec.decode(product, preparation.nextPositions()));
        received++;
    }

    private static Ticket ticket(PrepareResponse response) throws CloudException {
        if (!response.hasTicket()) {
            throw new CloudException(
                    Reason.PROTOCOL, "the server sent " + response.getMessageCase() + " where the ticket was due");
        }
        return response.getTicket();
    }
}
