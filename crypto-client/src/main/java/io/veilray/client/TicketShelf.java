package io.veilray.client;

import io.veilray.he.HeParameters;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.TicketCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tickets that wait, all of one session for each set of encryption parameters, within the bounds of the policy; what it
 * lets go of it destroys. Guarded by the pool's lock.
 */
final class TicketShelf {
    /**
     * Most halves that the server may hold for tickets made ahead in one session: of the 32 unused tickets that it allows a session,
     * eight are left for classifications that make their own, as many as may run at once.
     */
    static final int MOST_AT_SERVER = 24;

    /** Oldest first. */
    private final List<WaitingTicket> waiting = new ArrayList<>();
    /** Tickets that were destroyed unused, whose halves the server still has, by session. */
    private final Map<String, List<String>> abandoned = new LinkedHashMap<>();

    private TicketPolicy policy = TicketPolicy.DEFAULT;
    private @Nullable ModelInfo favourite;
    /** The names of those in use. */
    private final Map<HeParameters, String> sessions = new HashMap<>();

    TicketPolicy policy() {
        return policy;
    }

    /** Changes the bounds and destroys what is outside of them. */
    void setPolicy(TicketPolicy next, Instant now) {
        policy = next;
        dropOld(now);
        drop(ticket -> ticket.storage() != next.storage());
        for (ModelInfo model :
                waiting.stream().map(WaitingTicket::model).distinct().toList()) {
            while (count(model) > next.ready()) {
                drop(oldest(each -> each.equals(model)).orElseThrow()::equals);
            }
        }
        makeRoom(0);
    }

    /** For this model tickets of others give way. */
    void favour(ModelInfo model) {
        favourite = model;
    }

    private int count(ModelInfo model) {
        return (int) waiting.stream().filter(each -> each.model().equals(model)).count();
    }

    /** Tickets of that model that are not too old. */
    int ready(ModelInfo model, Instant now) {
        return (int) waiting.stream()
                .filter(each -> each.model().equals(model) && !isOld(each, now))
                .count();
    }

    private boolean isOld(WaitingTicket ticket, Instant now) {
        return !ticket.expires(policy.age()).isAfter(now);
    }

    private long bytes(Predicate<ModelInfo> models) {
        return waiting.stream()
                .filter(each -> models.test(each.model()))
                .mapToLong(WaitingTicket::bytes)
                .sum();
    }

    /** As many of that model as there may be if there are none of any other. */
    int most(ModelInfo model) {
        long own = TicketCodec.bytes(model.network());
        return own > Integer.MAX_VALUE ? 0 : (int) Math.min(policy.ready(), policy.mostBytes() / own);
    }

    /** Whether one more ticket of that model is wanted and fits. */
    boolean wants(ModelInfo model) {
        long own = TicketCodec.bytes(model.network());
        long staying = bytes(each -> !model.equals(favourite) || each.equals(model));
        return count(model) < most(model)
                && own <= policy.mostBytes() - staying
                && atServer(sessions.get(parameters(model))) < MOST_AT_SERVER;
    }

    private static HeParameters parameters(ModelInfo model) {
        return model.network().mode().heParameters();
    }

    private int atServer(@Nullable String session) {
        long here =
                waiting.stream().filter(each -> each.session().equals(session)).count();
        return (int) here + abandoned.getOrDefault(session, List.of()).size();
    }

    /** Keeps a ticket, or destroys it if it is not wanted any more. */
    void add(WaitingTicket ticket) {
        useSession(ticket.model(), ticket.session());
        if (ticket.storage() != policy.storage() || !wants(ticket.model())) {
            abandon(ticket);
            return;
        }
        makeRoom(ticket.bytes());
        waiting.add(ticket);
    }

    /** The oldest ticket of the models not named last goes first. */
    private void makeRoom(long wanted) {
        while (bytes(each -> true) + wanted > policy.mostBytes() && !waiting.isEmpty()) {
            WaitingTicket next = oldest(model -> !model.equals(favourite)).orElseGet(waiting::getFirst);
            drop(next::equals);
        }
    }

    private Optional<WaitingTicket> oldest(Predicate<ModelInfo> models) {
        return waiting.stream().filter(each -> models.test(each.model())).findFirst();
    }

    /** Takes the oldest ticket of that model. */
    Optional<WaitingTicket> take(ModelInfo model, Instant now) {
        dropOld(now);
        Optional<WaitingTicket> oldest = oldest(model::equals);
        oldest.ifPresent(waiting::remove);
        return oldest;
    }

    void dropOld(Instant now) {
        drop(ticket -> isOld(ticket, now));
    }

    /**
     * The session in which tickets of that model are made. What belongs to the one before it is destroyed: the server has no
     * half of it any more.
     */
    void useSession(ModelInfo model, String name) {
        String before = sessions.put(parameters(model), name);
        if (before != null && !before.equals(name)) {
            drop(ticket -> ticket.session().equals(before));
            abandoned.remove(before);
        }
    }

    /** Destroys the tickets of that session. */
    void forget(String name) {
        drop(ticket -> ticket.session().equals(name));
    }

    void clear() {
        waiting.forEach(WaitingTicket::close);
        waiting.clear();
        abandoned.clear();
    }

    private void drop(Predicate<WaitingTicket> which) {
        List<WaitingTicket> dropped = waiting.stream().filter(which).toList();
        waiting.removeAll(dropped);
        dropped.forEach(this::abandon);
    }

    /** Destroys a ticket that is not on the shelf any more. */
    void abandon(WaitingTicket ticket) {
        ticket.close();
        abandon(ticket.session(), List.of(ticket.name()));
    }

    /** Tickets that are destroyed here; of a session that is no longer in use the server is told nothing. */
    void abandon(String session, List<String> names) {
        if (sessions.containsValue(session)) {
            abandoned.computeIfAbsent(session, each -> new ArrayList<>()).addAll(names);
        }
    }

    /** What the server is to be told to drop; told once. */
    Optional<TicketFiller.Task> takeAbandoned() {
        Optional<String> session = abandoned.keySet().stream().findFirst();
        return session.map(name -> new TicketFiller.Drop(name, abandoned.remove(name)));
    }

    /** When the next ticket becomes too old. */
    Optional<Instant> nextChange() {
        return waiting.stream().map(ticket -> ticket.expires(policy.age())).min(Instant::compareTo);
    }
}
