package io.veilray.client;

import io.veilray.protocol.ClientInference;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.StrictInference;
import io.veilray.protocol.TensorShape;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.MessageProgress;
import io.veilray.wire.Traffic;
import java.util.Arrays;
import java.util.Optional;

/** Runs the online phase of one ticket in the mode of its model. */
final class OnlinePhase {
    /** Logits, none if the server tells the class alone, the largest, where they come from, and what the online phase cost. */
    record Answer(double[] logits, int winner, Optional<EvidenceMap> evidence, int rounds, Traffic traffic) {}

    private final CloudChannel channel;
    private final ModelInfo model;
    private final Ticket ticket;
    private final Progress progress;
    /** Answers of the server so far. */
    private int received;

    OnlinePhase(CloudChannel channel, ModelInfo model, Ticket ticket, Progress progress) {
        this.channel = channel;
        this.model = model;
        this.ticket = ticket;
        this.progress = progress;
    }

    /**
     * Spends the ticket; empty if the server does not have its half and said so before any output.
     *
     * @param input the patch in fixed point
     */
    Optional<Answer> run(long[] input) throws CloudException {
        try {
            return Optional.of(model.network().mode().shared() ? strict(input) : masked(input));
        } catch (CloudException e) {
            if (e.reason() == Reason.TICKET_SPENT && received == 0) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private MessageProgress counting(int rounds) {
        progress.report(Stage.ROUND, 0, rounds);
        return (sent, back) -> {
            received = back;
            progress.report(Stage.ROUND, back, rounds);
        };
    }

    private Answer masked(long[] input) throws CloudException {
        NetworkShape shape = model.network();
        try (ClientInference inference = ticket.shares().begin(input)) {
            Traffic traffic =
                    channel.infer(ticket.session(), ticket.name(), shape, inference, counting(shape.rounds()));
            double[] logits = inference.logits();
            return new Answer(logits, Classification.argMax(logits), evidence(inference), shape.rounds(), traffic);
        }
    }

    private Answer strict(long[] input) throws CloudException {
        try (StrictInference inference = ticket.shares().converse(input)) {
            MessageProgress counting = counting(inference.rounds());
            Traffic traffic = channel.converse(ticket.session(), ticket.name(), model.network(), inference, counting);
            double[] logits = inference.logits();
            int winner = model.network().rules().classOnly() ? inference.winner() : Classification.argMax(logits);
            return new Answer(logits, winner, Optional.empty(), inference.rounds(), traffic);
        }
    }

    private Optional<EvidenceMap> evidence(ClientInference inference) {
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
}
