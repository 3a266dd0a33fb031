package io.veilray.cloud.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.veilray.cloud.service.Refusals.Cause;
import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.MaskedProduct;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerPreparation;
import io.veilray.protocol.ServerSession;
import io.veilray.protocol.StrictPlan;
import io.veilray.protocol.TransfersLease;
import io.veilray.ring.Seed;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.Steps;
import io.veilray.wire.Texts;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.Step;
import io.veilray.wire.v1.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            String modelId, Seed seed, LinearServer server, ServerPreparation preparation, RoundCodec codec) {
        void close() {
            preparation.close();
            server.close();
        }
    }

    private final Refusals refusals;
    private final ModelRegistry models;
    private final Sessions sessions;
    private Sessions.@Nullable Open open;
    private @Nullable Work work;
    /** There once every mask has come. */
    private @Nullable Steps steps;

    private String request = "";
    private boolean kept;
    /** Set aside for the ticket. */
    private @Nullable Room room;

    PrepareStream(
            ServerCallStreamObserver<PrepareResponse> client,
            CallWatch watch,
            Client owner,
            ModelRegistry models,
            Sessions sessions,
            Refusals refusals) {
        super(client, watch, owner, MOST_PRODUCTS);
        this.refusals = refusals;
        this.models = models;
        this.sessions = sessions;
    }

    @Override
    void accept(PrepareRequest message) throws CloudException {
        if (work == null && message.hasBegin()) {
            admit(message.getBegin());
        } else if (work != null && steps == null && message.hasMask()) {
            multiply(message);
        } else if (steps != null && message.hasStep()) {
            answerLater(() -> take(message.getStep()), this::completeIfFinished);
        } else {
            throw new CloudException(
                    Reason.PROTOCOL, "the client sent " + message.getMessageCase() + " where " + due() + " was due");
        }
    }

    private PrepareRequest.MessageCase due() {
        if (work == null) {
            return PrepareRequest.MessageCase.BEGIN;
        }
        return steps == null ? PrepareRequest.MessageCase.MASK : PrepareRequest.MessageCase.STEP;
    }

    private void admit(PrepareBegin begin) throws CloudException {
        request = Texts.requireName("request", begin.getRequest());
        requireWorkLeft();
        open = sessions.enter(owner(), begin.getSession()).orElse(null);
        if (open != null) {
            ServedModel model = models.model(begin.getModel());
            NetworkPacking packing = packing(model, open.session);
            work = model.info().network().mode().shared()
                    ? strict(model, packing, begin.getTransfers())
                    : masked(model, packing);
        }
        if (work == null) {
            answer(admission(Admission.ADMISSION_SESSION_UNKNOWN));
            complete();
            return;
        }
        LOG.debug("prepare {} for model {}", begin.getRequest(), work.modelId());
        answer(admission(Admission.ADMISSION_ADMITTED));
    }

    private void requireWorkLeft() throws CloudException {
        Duration wait = owner().workSeconds().overdrawn();
        if (!wait.isZero()) {
            throw refusals.busy(Cause.WORK, owner(), "you have used your processor time of this minute", wait);
        }
    }

    private static NetworkPacking packing(ServedModel model, ServerSession session) throws CloudException {
        HeParameters wanted = model.info().network().mode().heParameters();
        if (session.parameters().degree() != wanted.degree()) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the session has ring degree " + session.parameters().degree() + " where model "
                            + model.info().id() + " needs " + wanted.degree());
        }
        return model.packing(session.parameters());
    }

    private Work masked(ServedModel model, NetworkPacking packing) throws CloudException {
        room = sessions.reserve(open, 0, 0);
        return work(model, packing, null);
    }

    /** None if the session's transfers are of another age than the client says. */
    private @Nullable Work strict(ServedModel model, NetworkPacking packing, long age) throws CloudException {
        StrictPlan plan = StrictPlan.of(packing.shape());
        room = sessions.reserve(open, plan.serverStoredBytes(), plan.serverMakingBytes());
        Optional<TransfersLease> lease = sessions.transfers(open, age);
        if (lease.isEmpty()) {
            return null;
        }
        try {
            return work(model, packing, lease.get());
        } catch (RuntimeException | Error e) {
            lease.get().close();
            throw e;
        }
    }

    /** @param lease of the preparation once there is one */
    private Work work(ServedModel model, NetworkPacking packing, @Nullable TransfersLease lease) {
        Seed seed = Seed.random();
        LinearServer linear = null;
        try {
            linear = model.forTicket(seed.copy(), open.session.parameters(), open.session.publicKey(), owner().share());
            RoundCodec codec = new RoundCodec(packing);
            return new Work(model.info().id(), seed, linear, new ServerPreparation(packing, linear, lease), codec);
        } catch (RuntimeException | Error e) {
            seed.close();
            if (linear != null) {
                linear.close();
            }
            throw e;
        }
    }

    private void multiply(PrepareRequest message) throws CloudException {
        for (Supplier<MaskedProduct> product : work.preparation()
                .take(work.codec().decode(message.getMask(), work.preparation().nextFree()))) {
            answerLater(() -> PrepareResponse.newBuilder()
                    .setProduct(work.codec().encode(product.get()))
                    .build());
        }
        if (work.preparation().complete()) {
            steps = new Steps(work.preparation().conversation());
            takeTurns();
            completeIfFinished();
        }
    }

    /** On a worker; the next message is asked for after that. */
    private List<PrepareResponse> take(Step step) throws CloudException {
        steps.accept(step);
        List<PrepareResponse> answers = new ArrayList<>();
        while (steps.speaks()) {
            answers.add(PrepareResponse.newBuilder().setStep(steps.next()).build());
        }
        return answers;
    }

    private void completeIfFinished() {
        if (steps.finished()) {
            complete(this::ticket);
        }
    }

    private PrepareResponse ticket() throws CloudException {
        ServerSession.Ticket ticket = new ServerSession.Ticket(
                work.modelId(), work.seed(), work.preparation().shares());
        kept = true; // from here on the session owns the ticket, even if it refuses it
        String name = open.session.keep(ticket, request);
        room.close();
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
        if (work != null) {
            work.close();
            if (!kept) {
                work.seed().close();
            }
        }
        if (room != null) {
            room.close();
        }
        if (open != null) {
            open.leave();
        }
    }
}
