package io.veilray.cloud.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.veilray.cloud.work.Workers;
import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerPreparation;
import io.veilray.protocol.ServerSession;
import io.veilray.ring.Seed;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.Texts;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.Ticket;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Prepare call: the offline phase of one ticket. */
final class PrepareStream extends StreamCall<PrepareRequest, PrepareResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(PrepareStream.class);
    /** While fewer products wait the next mask is taken, so that workers need not wait for it: 1 MB, and one tile's. */
    private static final int MOST_PRODUCTS = 16;

    /** What is there once the call is admitted. */
    private record Work(
            String modelId, Seed seed, LinearServer server, ServerPreparation preparation, RoundCodec codec) {}

    private final Workers workers;
    private final ModelRegistry models;
    private final Sessions sessions;
    private Sessions.@Nullable Open open;
    private @Nullable Work work;
    private boolean kept;

    PrepareStream(
            ServerCallStreamObserver<PrepareResponse> client,
            CallWatch watch,
            Workers workers,
            ModelRegistry models,
            Sessions sessions) {
        super(client, watch, workers, MOST_PRODUCTS);
        this.workers = workers;
        this.models = models;
        this.sessions = sessions;
    }

    @Override
    void accept(PrepareRequest message) throws CloudException {
        if (work == null && message.hasBegin()) {
            admit(message.getBegin());
        } else if (work != null && message.hasMask()) {
            multiply(message);
        } else {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the client sent " + message.getMessageCase() + " where " + (work == null ? "BEGIN" : "MASK")
                            + " was due");
        }
    }

    private void admit(PrepareBegin begin) throws CloudException {
        Texts.requireName("request", begin.getRequest());
        Optional<Sessions.Open> found = sessions.enter(begin.getSession());
        if (found.isEmpty()) {
            answer(admission(Admission.ADMISSION_SESSION_UNKNOWN));
            complete();
            return;
        }
        open = found.get();
        open.session.requireRoom();
        work = work(models.model(begin.getModel()), open.session);
        LOG.debug("prepare {} for model {}", begin.getRequest(), work.modelId());
        answer(admission(Admission.ADMISSION_ADMITTED));
    }

    private Work work(ServedModel model, ServerSession session) {
        HeParameters parameters = session.parameters();
        NetworkPacking packing = model.packing(parameters);
        Seed seed = Seed.random();
        LinearServer server = model.forTicket(seed.copy(), parameters, session.publicKey(), workers);
        return new Work(
                model.info().id(), seed, server, new ServerPreparation(packing, server), new RoundCodec(packing));
    }

    private void multiply(PrepareRequest message) throws CloudException {
        for (Supplier<MaskedProduct> product : work.preparation()
                .take(work.codec().decode(message.getMask(), work.preparation().nextFree()))) {
            answerLater(() -> PrepareResponse.newBuilder()
                    .setProduct(work.codec().encode(product.get()))
                    .build());
        }
        if (work.preparation().complete()) {
            complete(this::ticket);
        }
    }

    private PrepareResponse ticket() throws CloudException {
        kept = true; // from here on the session owns the seed, even if it refuses it
        String name = open.session.keep(new ServerSession.Ticket(work.modelId(), work.seed()));
        long life = Math.min(open.session.ticketLife().toSeconds(), Integer.MAX_VALUE);
        return PrepareResponse.newBuilder()
                .setTicket(Ticket.newBuilder().setTicket(name).setLifetimeSeconds((int) life))
                .build();
    }

    private static PrepareResponse admission(Admission admission) {
        return PrepareResponse.newBuilder().setAdmission(admission).build();
    }

    @Override
    void release() {
        if (open != null) {
            open.leave();
        }
        if (work != null) {
            work.server().close();
            if (!kept) {
                work.seed().close();
            }
        }
    }
}
