package io.veilray.client;

import io.grpc.ClientInterceptor;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.share.FixedPoint;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Classifies patches at a cloud endpoint that never sees them.
 *
 * <p>Calls block and may be made from several threads. Interrupting the calling thread cancels the classification,
 * tells the server and destroys the ticket.
 */
public final class PrivateClassifier implements AutoCloseable {
    private final CloudChannel channel;
    private final List<ModelInfo> models;
    private final double connectMillis;
    private final SessionKeepers sessions;
    private final TicketMaker maker;
    private final TicketPool tickets;

    private PrivateClassifier(CloudChannel channel, List<ModelInfo> models, double connectMillis) {
        this.channel = channel;
        this.models = models;
        this.connectMillis = connectMillis;
        this.sessions = new SessionKeepers(channel);
        this.maker = new TicketMaker(channel, sessions);
        this.tickets = new TicketPool(models, maker);
        maker.setBrokenOff(tickets::abandon);
    }

    /** Connects, checks the server's identity and version, and lists its models. */
    public static PrivateClassifier connect(Endpoint endpoint) throws CloudException {
        return connect(endpoint, Limits.DEFAULT);
    }

    /** The same with other time limits and with observers of the calls, for measurements and tests. */
    public static PrivateClassifier connect(Endpoint endpoint, Limits limits, ClientInterceptor... observers)
            throws CloudException {
        PhaseClock clock = new PhaseClock();
        CloudChannel channel = CloudChannel.open(endpoint, limits, observers);
        try {
            List<ModelInfo> models = channel.listModels();
            return new PrivateClassifier(channel, models, clock.total());
        } catch (CloudException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The models of the server, in its order. */
    public List<ModelInfo> models() {
        return models;
    }

    /** Tickets made in the background; keeps none until it is asked to. */
    public TicketPool tickets() {
        return tickets;
    }

    /** The model with that id. */
    public ModelInfo model(String id) throws CloudException {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        Reason.UNKNOWN_MODEL,
                        "the server has no model \"" + id + "\", it has "
                                + String.join(
                                        ", ", models.stream().map(ModelInfo::id).toList())));
    }

    /**
     * The model of that card in that mode.
     *
     * @param baseId the model's id without a mode
     */
    public ModelInfo model(String baseId, NonlinearMode mode) throws CloudException {
        List<ModelInfo> served =
                models.stream().filter(model -> model.baseId().equals(baseId)).toList();
        if (served.isEmpty()) {
            return model(baseId); // fails and names those there are
        }
        return served.stream()
                .filter(model -> model.network().mode() == mode)
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        Reason.UNKNOWN_MODEL,
                        "the server does not run model \"" + baseId + "\" in mode " + mode.word() + ", only in "
                                + String.join(
                                        ", ",
                                        served.stream()
                                                .map(model ->
                                                        model.network().mode().word())
                                                .toList())));
    }

    /**
     * Runs one private classification, on the oldest ticket of that model that is ready, or else on one made now.
     *
     * @throws IllegalArgumentException if the patch does not have the size of the model's input or holds a value that is
     *     not a number
     */
    public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
        ModelInfo model = model(modelId);
        long[] input = input(patch, model);
        boolean answered = false;
        tickets.classificationBegins(model);
        try {
            Classification result = classify(new Job(patch, model, input, new PhaseClock(), progress));
            answered = true;
            return result;
        } finally {
            tickets.classificationEnds(answered);
            Arrays.fill(input, 0);
        }
    }

    /** @param input the patch in fixed point */
    private record Job(Patch patch, ModelInfo model, long[] input, PhaseClock clock, Progress progress) {}

    private Classification classify(Job job) throws CloudException {
        maker.packing(job.model());
        job.progress().report(Stage.CONNECTING, 0, 1);
        SessionKeeper.Session session = sessions.of(job.model()).current();
        job.progress().report(Stage.CONNECTING, 1, 1);
        job.clock().lap("session");
        Optional<Classification> result = onReadyTicket(job, session.name());
        if (result.isEmpty()) {
            result = onFreshTicket(job);
        }
        Classification there = result.orElseThrow(() ->
                new CloudException(Reason.TICKET_SPENT, "the server does not know a ticket that it had just made"));
        job.progress().report(Stage.DONE, 1, 1);
        return there;
    }

    /**
     * Empty if there is no ready ticket, or if the server no longer has its half (it was restarted, the session or the
     * ticket expired) and said so before any output.
     *
     * <p>Why a fresh ticket may follow: the server has then seen a - r of the refused ticket, and will see a - r' of the
     * fresh one. r and r' are independent and uniform, r is destroyed and hides nothing else, so the two together are
     * uniform and independent of a, even if the server lied about what it has. There is one such try, so it cannot make
     * this computer go on for ever.
     */
    private Optional<Classification> onReadyTicket(Job job, String session) throws CloudException {
        Optional<Ticket> ready = tickets.take(job.model(), session);
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        job.clock().lap("ticket");
        Optional<Classification> result = run(job, ready.get());
        if (result.isEmpty()) {
            job.clock().lap("refused ticket");
            tickets.forget(session);
        }
        return result;
    }

    private Optional<Classification> onFreshTicket(Job job) throws CloudException {
        PrepareProgress progress = new PrepareProgress(maker.packing(job.model()), job.clock(), job.progress());
        Ticket ticket;
        tickets.hurry(job.model());
        try {
            ticket = maker.make(job.model(), progress);
        } finally {
            tickets.endHurry(job.model());
        }
        progress.ended();
        tickets.useSession(job.model(), ticket.session());
        Optional<Classification> result = run(job, ticket);
        if (result.isEmpty()) {
            tickets.abandon(ticket.session(), ticket.name()); // the server may have it all the same
        }
        return result;
    }

    /** Spends the ticket; empty if the server does not have its half and said so before any output. */
    private Optional<Classification> run(Job job, Ticket ticket) throws CloudException {
        try (ticket) {
            Optional<OnlinePhase.Answer> answer =
                    new OnlinePhase(channel, job.model(), ticket, job.progress()).run(job.input());
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            job.clock().lap("online");
            return Optional.of(classification(job, ticket, answer.get()));
        } catch (CloudException | RuntimeException e) {
            tickets.abandon(ticket.session(), ticket.name()); // its opening message may never have arrived
            throw e;
        }
    }

    private static long[] input(Patch patch, ModelInfo model) {
        if (patch.channels() != model.input().channels()
                || patch.heightPx() != model.input().heightPx()
                || patch.widthPx() != model.input().widthPx()) {
            throw new IllegalArgumentException("patch of " + patch.channels() + "x" + patch.heightPx() + "x"
                    + patch.widthPx() + ": model " + model.id() + " takes "
                    + model.network().input());
        }
        return new FixedPoint(model.network().activationBits()).encode(patch.values());
    }

    private Classification classification(Job job, Ticket ticket, OnlinePhase.Answer answer) {
        ModelInfo model = job.model();
        boolean told = answer.logits().length > 0;
        return new Classification(
                model.id(),
                model.version(),
                model.network().mode().word(),
                model.classes(),
                answer.logits(),
                model.opinion().probabilities(answer.logits()),
                model.opinion().temperature().isPresent(),
                answer.winner(),
                told
                        ? model.opinion().doubts(job.patch(), answer.logits())
                        : model.opinion().doubts(job.patch()),
                job.patch().region(),
                answer.rounds(),
                answer.traffic().bytesUp(),
                answer.traffic().bytesDown(),
                ticket.traffic().total(),
                job.clock().millis(connectMillis),
                answer.evidence());
    }

    /** Says goodbye to the server if it still answers, ends running classifications, and wipes the keys. */
    @Override
    public void close() {
        tickets.close();
        sessions.sayGoodbye();
        channel.close();
        sessions.close();
    }
}
