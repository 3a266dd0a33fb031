package io.veilray.wire;

import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ServerSession;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.MaskedProduct;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.Ticket;
import java.time.Duration;
import java.util.Optional;

/** The client's side of one Prepare call. Takes what has come before it sends more, so neither side can block the other. */
final class PrepareCall {
    private final BlockingCall<PrepareRequest, PrepareResponse> call;
    private final RoundCodec codec;
    private final ClientPreparation preparation;
    private final MessageProgress progress;
    private int sent;
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

    Optional<PreparedName> run(String session, String modelId) throws CloudException {
        if (!admitted(session, modelId)) {
            return Optional.empty();
        }
        while (received < preparation.products()) {
            PrepareResponse response = call.poll();
            if (response != null) {
                accept(response);
            } else if (sent < preparation.masks() && call.readyToSend()) {
                sendMask();
            } else {
                call.await(sent < preparation.masks());
            }
        }
        if (sent < preparation.masks()) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the server sent the last product before it had all " + preparation.masks() + " masks");
        }
        Ticket ticket = ticket(call.read());
        call.requireEnd();
        return Optional.of(new PreparedName(
                Texts.requireName("ticket", ticket.getTicket()),
                Duration.ofSeconds(Integer.toUnsignedLong(ticket.getLifetimeSeconds())),
                call.traffic()));
    }

    private boolean admitted(String session, String modelId) throws CloudException {
        PrepareBegin begin = PrepareBegin.newBuilder()
                .setSession(session)
                .setModel(modelId)
                .setRequest(ServerSession.randomName())
                .build();
        call.send(PrepareRequest.newBuilder().setBegin(begin).build());
        Admission admission = call.read().getAdmission();
        if (admission != Admission.ADMISSION_ADMITTED && admission != Admission.ADMISSION_SESSION_UNKNOWN) {
            throw new CloudException(Reason.PROTOCOL, "the server did not say whether it admits the preparation");
        }
        return admission == Admission.ADMISSION_ADMITTED;
    }

    private void sendMask() {
        var mask = codec.encode(preparation.nextMask());
        call.send(PrepareRequest.newBuilder().setMask(mask).build());
        sent++;
        if (sent == preparation.masks()) {
            call.halfClose();
        }
        progress.report(sent, received);
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
        progress.report(sent, received);
    }

    private static Ticket ticket(PrepareResponse response) throws CloudException {
        if (!response.hasTicket()) {
            throw new CloudException(
                    Reason.PROTOCOL, "the server sent " + response.getMessageCase() + " where the ticket was due");
        }
        return response.getTicket();
    }
}
