package io.veilray.ui.classify;

import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.client.TicketPolicy;
import io.veilray.client.TicketPool;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cloud of two models whose tickets are ready when the test says so. */
final class PreparingCloud implements CloudLinker {
    static final String FIRST = "first";
    static final String SECOND = "second";

    final List<Link> links = new CopyOnWriteArrayList<>();
    volatile boolean broken;

    Link last() {
        return links.getLast();
    }

    @Override
    public CloudLink connect(Endpoint endpoint) {
        Link link = new Link();
        links.add(link);
        return link;
    }

    /** What a pool would have been told. */
    final class Link implements CloudLink, WaitingTickets {
        final List<String> kept = new ArrayList<>();
        final Map<String, Integer> ready = new HashMap<>();
        volatile TicketPolicy policy = TicketPolicy.NONE;
        volatile boolean closed;
        private TicketPool.Listener listener = (id, count, wanted) -> {};

        /** As the thread of a pool does it. */
        void ready(String modelId, int count) {
            synchronized (this) {
                ready.put(modelId, count);
            }
            listener.changed(modelId, count, policy.ready());
        }

        synchronized List<String> kept() {
            return List.copyOf(kept);
        }

        @Override
        public void bound(TicketPolicy now) {
            policy = now;
        }

        @Override
        public synchronized void keep(String modelId) {
            kept.add(modelId);
        }

        /** As after a failure that lasts. */
        void givenUp(String modelId) {
            listener.changed(modelId, 0, 0);
        }

        private synchronized int ready(String modelId) {
            return ready.getOrDefault(modelId, 0);
        }

        @Override
        public synchronized void onChange(TicketPool.Listener now) {
            listener = now;
            Set.copyOf(kept).forEach(id -> now.changed(id, ready(id), policy.ready()));
        }

        @Override
        public List<ModelInfo> models() {
            return List.of(
                    StagedCloud.model(FIRST, OpinionRule.UNMEASURED),
                    StagedCloud.model(SECOND, OpinionRule.UNMEASURED));
        }

        @Override
        public Optional<WaitingTickets> tickets() {
            return Optional.of(this);
        }

        @Override
        public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
            if (broken) {
                throw new CloudException(Reason.LOST, "the connection was lost");
            }
            progress.report(Stage.CONNECTING, 1, 1);
            int before = ready(modelId);
            if (before == 0) {
                progress.report(Stage.ENCRYPTING, 1, 1);
                progress.report(Stage.PREPARING, 1, 1);
            } else {
                ready(modelId, before - 1);
            }
            progress.report(Stage.ROUND, 0, 1);
            progress.report(Stage.DONE, 1, 1);
            double[] answer = {0.75, 0.25};
            return new Classification(
                    modelId,
                    "1.0.0",
                    "masked",
                    List.of("bright", "dark"),
                    answer,
                    answer,
                    false,
                    List.of(),
                    patch.region(),
                    1,
                    100,
                    200,
                    3000,
                    Map.of("online", 1.5),
                    Optional.empty());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
