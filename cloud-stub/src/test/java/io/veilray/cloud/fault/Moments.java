package io.veilray.cloud.fault;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.veilray.wire.v1.DropTicketsRequest;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Numbers a client's messages, acts before one of them, and keeps the names of tickets. */
final class Moments implements ClientInterceptor {
    /** A ticket that the client was told of. */
    record Named(String session, String request, String ticket) {}

    private final List<Moment> seen = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final Set<Named> tickets = ConcurrentHashMap.newKeySet();
    /** Tickets that the server was told will not be used. */
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    /** Tickets that were answered with an output. */
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private volatile Consumer<Moment> before = moment -> {};

    /** From now on this is called before a message is sent, or before it is asked for by its receiver. */
    void before(Consumer<Moment> action) {
        before = action;
    }

    List<Moment> seen() {
        return List.copyOf(seen);
    }

    /** How the calls ended. */
    List<String> ends() {
        return List.copyOf(ends);
    }

    Set<Named> tickets() {
        return Set.copyOf(tickets);
    }

    /** Whether the server has heard of that ticket that it is used, or will not be. */
    boolean isSettled(Named ticket) {
        return dropped.contains(ticket.ticket())
                || dropped.contains(ticket.request())
                || used.contains(ticket.ticket());
    }

    void forget() {
        seen.clear();
        ends.clear();
        tickets.clear();
        dropped.clear();
        used.clear();
    }

    private void pass(Moment moment) {
        seen.add(moment);
        before.accept(moment);
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        String name = Moment.bare(method.getFullMethodName());
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            private int sent;
            private String session = "";
            private String request = "";
            private String using = "";
            private List<String> dropping = List.of();

            @Override
            public void start(Listener<R> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            private int received;

                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                ends.add(name + " " + status.getCode() + " " + status.getDescription());
                                super.onClose(status, trailers);
                            }

                            @Override
                            public void onMessage(R message) {
                                pass(new Moment(name, false, received++));
                                if (message instanceof PrepareResponse prepare && prepare.hasTicket()) {
                                    tickets.add(new Named(
                                            session,
                                            request,
                                            prepare.getTicket().getTicket()));
                                }
                                dropped.addAll(dropping);
                                used.add(using);
                                super.onMessage(message);
                            }
                        },
                        headers);
            }

            @Override
            public void sendMessage(Q message) {
                if (message instanceof PrepareRequest prepare && prepare.hasBegin()) {
                    session = prepare.getBegin().getSession();
                    request = prepare.getBegin().getRequest();
                } else if (message instanceof InferRequest infer && infer.hasBegin()) {
                    using = infer.getBegin().getTicket();
                } else if (message instanceof DropTicketsRequest drop) {
                    dropping = drop.getTicketsList();
                }
                pass(new Moment(name, true, sent++));
                super.sendMessage(message);
            }
        };
    }
}
