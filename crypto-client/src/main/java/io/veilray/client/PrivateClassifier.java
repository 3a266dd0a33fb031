package io.veilray.client;

import io.grpc.ClientInterceptor;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientInference;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import io.veilray.share.FixedPoint;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import io.veilray.wire.PreparedName;
import io.veilray.wire.Traffic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Classifies patches at a cloud endpoint that never sees them.
 *
 * <p>Calls block and may be made from several threads. Interrupting the calling thread cancels the classification,
 * tells the server and destroys the ticket.
 */
public final class PrivateClassifier implements AutoCloseable {
    private static final HeParameters PARAMETERS = HeParameters.N4096;

    private final CloudChannel channel;
    private final List<ModelInfo> models;
    private final double connectMillis;
    private final SessionKeeper sessions;
    private final TicketPool tickets = new TicketPool();
    private final Map<String, NetworkPacking> packings = new ConcurrentHashMap<>();

    private PrivateClassifier(CloudChannel channel, List<ModelInfo> models, double connectMillis) {
        this.channel = channel;
        this.models = models;
        this.connectMillis = connectMillis;
        this.sessions = new SessionKeeper(channel, PARAMETERS);
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
     * Runs one private classification on a fresh ticket.
     *
     * @throws IllegalArgumentException if the patch does not have the size of the model's input or holds a value that is
     *     not a number
     */
    public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
        ModelInfo model = model(modelId);
        long[] input = input(patch, model);
        try {
            return classify(patch, model, input, progress);
        } finally {
            Arrays.fill(input, 0);
        }
    }

    private Classification classify(Patch patch, ModelInfo model, long[] input, Progress progress)
            throws CloudException {
        PhaseClock clock = new PhaseClock();
        NetworkPacking packing = packing(model);
        progress.report(Stage.CONNECTING, 0, 1);
        sessions.current();
        progress.report(Stage.CONNECTING, 1, 1);
        clock.lap("session");
        try (Ticket ticket = prepare(model, packing, clock, progress)) {
            clock.lap("prepare");
            Answer answer = infer(model, ticket, input, progress);
            clock.lap("online");
            Classification result = classification(model, patch, ticket, answer, clock.millis(connectMillis));
            progress.report(Stage.DONE, 1, 1);
            return result;
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

    /** @throws CloudException if the server describes a network that cannot be packed */
    private NetworkPacking packing(ModelInfo model) throws CloudException {
        try {
            return packings.computeIfAbsent(model.id(), id -> new NetworkPacking(model.network(), PARAMETERS));
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    Reason.REFUSED, "model " + model.id() + " cannot be run privately: " + e.getMessage(), e);
        }
    }

    /** Makes a ticket; a session that the server has forgotten is opened again once, before any mask is sent. */
    private Ticket prepare(ModelInfo model, NetworkPacking packing, PhaseClock clock, Progress progress)
            throws CloudException {
        SessionKeeper.Session session = sessions.current();
        Optional<Ticket> ticket = prepare(session, model, packing, clock, progress);
        if (ticket.isEmpty()) {
            ticket = prepare(sessions.replace(session), model, packing, clock, progress);
        }
        return ticket.orElseThrow(
                () -> new CloudException(Reason.PROTOCOL, "the server forgot a session that it had just opened"));
    }

    private Optional<Ticket> prepare(
            SessionKeeper.Session session, ModelInfo model, NetworkPacking packing, PhaseClock clock, Progress progress)
            throws CloudException {
        try (ClientPreparation preparation = session.keys().prepare(packing)) {
            Optional<PreparedName> name =
                    channel.prepare(session.name(), model.id(), packing, preparation, (sent, received) -> {
                        if (received == 0 || sent < preparation.masks()) {
                            progress.report(Stage.ENCRYPTING, sent, preparation.masks());
                        } else {
                            progress.report(Stage.PREPARING, received, preparation.products());
                        }
                        if (sent == preparation.masks()) {
                            clock.lapOnce("encrypt");
                        }
                    });
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Ticket(
                            session.name(),
                            name.get().ticket(),
                            preparation.finish(),
                            name.get().traffic()));
        }
    }

    /** Logits, where they come from, and what the online phase cost. */
    private record Answer(double[] logits, Optional<EvidenceMap> evidence, Traffic traffic) {}

    private Answer infer(ModelInfo model, Ticket ticket, long[] input, Progress progress) throws CloudException {
        int rounds = model.network().rounds();
        progress.report(Stage.ROUND, 0, rounds);
        try (ClientInference inference = ticket.shares().begin(input)) {
            Traffic traffic = channel.infer(
                    ticket.session(),
                    ticket.name(),
                    model.network(),
                    inference,
                    (sent, received) -> progress.report(Stage.ROUND, received, rounds));
            return new Answer(inference.logits(), evidence(model, inference), traffic);
        }
    }

    private static Optional<EvidenceMap> evidence(ModelInfo model, ClientInference inference) {
        if (!model.network().hasEvidence()) {
            return Optional.empty();
        }
        TensorShape map = model.network().layers().getLast().linearOutput();
        int cells = map.height() * map.width();
        double[] all = inference.evidence();
        double[][] values = new double[map.channels()][];
        for (int k = 0; k < values.length; k++) {
            values[k] = Arrays.copyOfRange(all, k * cells, (k + 1) * cells);
        }
        return Optional.of(new EvidenceMap(map.height(), map.width(), values));
    }

    private static Classification classification(
            ModelInfo model, Patch patch, Ticket ticket, Answer answer, Map<String, Double> millis) {
        return new Classification(
                model.id(),
                model.version(),
                model.network().mode().word(),
                model.classes(),
                answer.logits(),
                model.opinion().probabilities(answer.logits()),
                model.opinion().temperature().isPresent(),
                model.opinion().doubts(patch, answer.logits()),
                patch.region(),
                model.network().rounds(),
                answer.traffic().bytesUp(),
                answer.traffic().bytesDown(),
                ticket.traffic().total(),
                millis,
                answer.evidence());
    }

    /** Says goodbye to the server if it still answers, ends running classifications, and wipes the keys. */
    @Override
    public void close() {
        sessions.sayGoodbye();
        channel.close();
        sessions.close();
    }
}
