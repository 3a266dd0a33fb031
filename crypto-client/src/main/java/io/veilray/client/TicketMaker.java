package io.veilray.client;

import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerSession;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.MessageProgress;
import io.veilray.wire.PreparedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the offline phase. Safe for use by several threads. */
final class TicketMaker implements TicketFiller.Maker {
    private final CloudChannel channel;
    private final SessionKeepers sessions;
    private final Map<String, NetworkPacking> packings = new ConcurrentHashMap<>();
    private volatile BrokenOff brokenOff = (session, request) -> {};

    /** Told of a preparation after which the server may have a ticket that nobody here knows by its name. */
    interface BrokenOff {
        void told(String session, String request);
    }

    TicketMaker(CloudChannel channel, SessionKeepers sessions) {
        this.channel = channel;
        this.sessions = sessions;
    }

    void setBrokenOff(BrokenOff listener) {
        brokenOff = listener;
    }

    /** @throws CloudException if the server describes a network that cannot be packed */
    NetworkPacking packing(ModelInfo model) throws CloudException {
        try {
            return packings.computeIfAbsent(
                    model.id(),
                    id -> new NetworkPacking(
                            model.network(), model.network().mode().heParameters()));
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    Reason.REFUSED, "model " + model.id() + " cannot be run privately: " + e.getMessage(), e);
        }
    }

    @Override
    public void drop(String session, List<String> names) throws CloudException {
        channel.dropTickets(session, names);
    }

    /** Makes a ticket; a session that the server has forgotten is opened again once, before any mask is sent. */
    @Override
    public Ticket make(ModelInfo model, MessageProgress progress) throws CloudException {
        SessionKeeper keeper = sessions.of(model);
        SessionKeeper.Session session = keeper.current();
        Optional<Ticket> ticket = make(session, model, progress);
        if (ticket.isEmpty()) {
            ticket = make(keeper.replace(session), model, progress);
        }
        return ticket.orElseThrow(
                () -> new CloudException(Reason.PROTOCOL, "the server forgot a session that it had just opened"));
    }

    private Optional<Ticket> make(SessionKeeper.Session session, ModelInfo model, MessageProgress progress)
            throws CloudException {
        NetworkPacking packing = packing(model);
        String request = ServerSession.randomName();
        AtomicBoolean begun = new AtomicBoolean();
        MessageProgress watched = (sent, received) -> {
            begun.set(true);
            progress.report(sent, received);
        };
        try (ClientPreparation preparation = session.keys().prepare(packing)) {
            Optional<PreparedName> name =
                    channel.prepare(session.name(), model.id(), request, packing, preparation, watched);
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Ticket(
                            session.name(),
                            name.get().ticket(),
                            preparation.finish(),
                            name.get().traffic(),
                            name.get().life()));
        } catch (CloudException | RuntimeException e) {
            if (begun.get()) {
                brokenOff.told(session.name(), request);
            }
            throw e;
        }
    }
}
