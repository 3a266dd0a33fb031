package io.veilray.protocol;

import io.veilray.compare.Gadget;
import io.veilray.compare.GadgetClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The client's numbers of one ticket of strict or quadratic mode: the mask of the image, its share of the logits, and
 * every gadget. What lies between is in the gadgets. Secret; wiped by close.
 */
final class StrictShares implements TicketContent {
    final StrictPlan plan;
    final long[] inputMask;
    /** Of what is opened: the logits, already added up over positions, or the place of the largest. */
    final long[] answer;

    final List<GadgetClient> gadgets;

    StrictShares(StrictPlan plan, long[] inputMask, long[] answer, List<GadgetClient> gadgets) {
        this.plan = plan;
        this.inputMask = inputMask;
        this.answer = answer;
        this.gadgets = gadgets;
    }

    @Override
    public NetworkShape shape() {
        return plan.shape();
    }

    @Override
    public void write(ByteBuffer out) {
        TicketContent.put(inputMask, shape().ringBits(), out);
        TicketContent.put(answer, plan.openedBits(), out);
        gadgets.forEach(gadget -> gadget.write(out));
    }

    static StrictShares read(NetworkShape shape, ByteBuffer in) {
        StrictPlan plan = StrictPlan.of(shape);
        long[] inputMask = TicketContent.get(shape.input().size(), shape.ringBits(), in);
        long[] answer = TicketContent.get(plan.opened(), plan.openedBits(), in);
        List<GadgetClient> gadgets = new ArrayList<>();
        for (Gadget each : plan.gadgets()) {
            gadgets.add(each.readClient(in));
        }
        return new StrictShares(plan, inputMask, answer, List.copyOf(gadgets));
    }

    @Override
    public void close() {
        Arrays.fill(inputMask, 0);
        Arrays.fill(answer, 0);
        gadgets.forEach(GadgetClient::close);
    }
}
