package io.veilray.cloud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.Progress;
import io.veilray.cloud.model.TinyModel;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Patch;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** One classification with one fault in it, and what must hold afterwards. */
final class FaultedRun {
    /**
     * @param outcome what the classification came to: a reason, or none where there was a result
     * @param met whether the fault came about
     * @param lasting whether the client's session may have been lied to, so that a new client is due
     */
    record Report(Optional<Reason> outcome, boolean met, boolean lasting) {}

    private final Site site;
    private final String model;
    private final Moment moment;
    private final String name;
    private final AtomicBoolean met = new AtomicBoolean();
    private boolean waiting;
    /** A lie about the key, or in the transfers that later tickets are made from: it lasts as long as the session. */
    private boolean lasting;

    FaultedRun(Site site, String model, Moment moment, String fault) {
        this.site = site;
        this.model = model;
        this.moment = moment;
        this.name = model + ", " + moment + ", " + fault;
    }

    /** Cancels the classification at that moment by interrupting its thread. */
    static Report cancelled(Site site, String model, Moment moment) throws Exception {
        FaultedRun run = new FaultedRun(site, model, moment, "cancelled");
        Thread own = Thread.currentThread();
        site.moments.before(now -> run.meet(now, own::interrupt));
        return run.report(false, true);
    }

    static Report of(Site site, String model, Moment moment, ByteFault fault) throws Exception {
        FaultedRun run = new FaultedRun(site, model, moment, fault.name());
        site.moments.before(now -> run.meet(now, () -> site.proxy.arm(moment.up(), fault)));
        return run.report(fault.waits(), true);
    }

    static Report of(Site site, String model, Moment moment, MessageFault fault, long seed) throws Exception {
        FaultedRun run = new FaultedRun(site, model, moment, fault.name());
        site.relay.give(new MessageOrder(moment, fault, seed, () -> run.meet(moment, () -> {})));
        boolean lie = fault == MessageFault.FLIPPED;
        run.lasting = lie
                && (moment.call().equals("OpenSession")
                        || moment.call().equals("Prepare") && !model.equals(TinyModel.MASKED));
        return run.report(fault.waits(), !lie);
    }

    private void meet(Moment now, Runnable action) {
        if (now.equals(moment) && met.compareAndSet(false, true)) {
            if (waiting) {
                site.computing.release();
            }
            action.run();
        }
    }

    /** @param honest whether a result can only be the right one: nobody lies, something breaks */
    private Report report(boolean waits, boolean honest) throws Exception {
        waiting = waits;
        site.moments.forget();
        site.computing.acquire();
        site.impatient(waits);
        Optional<Reason> outcome = faulted(honest);
        if (waits && met.get()) {
            site.computing.acquire();
        }
        try {
            heal();
            recover(site.proxy != null && outcome.isEmpty());
            Set<Moments.Named> tickets = site.moments.tickets();
            site.computing.release();
            for (Moments.Named ticket : tickets) {
                requireOver(ticket);
            }
        } catch (Throwable e) {
            String ends = String.join("; ", site.moments.ends());
            throw new AssertionError(name + " ended with " + outcome + ": " + e + "; calls: " + ends, e);
        }
        return new Report(outcome, met.get(), lasting);
    }

    private void heal() {
        Thread.interrupted();
        site.moments.before(now -> {});
        site.impatient(false);
        if (site.proxy != null) {
            site.proxy.disarm();
        } else {
            site.relay.give(MessageOrder.NONE);
        }
    }

    private Optional<Reason> faulted(boolean honest) {
        Patch patch = site.bench.patch(model, 0);
        try {
            double[] logits =
                    site.classifier.classify(patch, model, Progress.NONE).logits();
            assertTrue(!honest || site.bench.right(model, patch, logits), name + ": a wrong class was shown");
            return Optional.empty();
        } catch (CloudException e) {
            assertTrue(e.getMessage().length() > 10, name + ": " + e.getMessage());
            return Optional.of(e.reason());
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name + " is no clean failure: " + e, e);
        }
    }

    /** @param spared whether the fault came too late for its own classification, so that it may end the next one */
    private void recover(boolean spared) {
        Patch patch = site.bench.patch(model, 1);
        double[] logits;
        try {
            logits = site.classifier.classify(patch, model, Progress.NONE).logits();
        } catch (CloudException e) {
            if (spared) {
                recover(false);
                return;
            }
            throw new AssertionError("the next classification fails: " + e.getMessage(), e);
        }
        assertTrue(lasting || site.bench.right(model, patch, logits), "the next classification's class is wrong");
    }

    /** The client says of a ticket that broke off that it is over, at the latest when the next classification is done. */
    private void requireOver(Moments.Named ticket) throws Exception {
        for (int i = 0; i < 1000 && !site.moments.isSettled(ticket); i++) {
            Thread.sleep(10);
        }
        assertTrue(site.moments.isSettled(ticket), "the server was not told that a ticket is over");
        assertEquals(Optional.of(Reason.TICKET_SPENT), site.bench.refusal(ticket), "what names a used ticket is told");
    }
}
