package io.veilray.compare;

import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Messages as bit vectors over the elements: what one party sees of each element is one bit of each vector. */
final class View {
    private final RunShape shape;
    private final List<long[]> planes = new ArrayList<>();

    private View(RunShape shape) {
        this.shape = shape;
    }

    /** What the client sees: the server's corrections, then its online messages. */
    static List<long[]> ofClient(RunShape shape, List<byte[]> fromServer) throws MalformedMessageException {
        View view = new View(shape);
        CarryPlan plan = shape.plan();
        view.bits(received(fromServer.get(0)), plan.nodeCorrections());
        Message first = received(fromServer.get(1));
        for (int digit = 0; digit < plan.digits(); digit++) {
            view.tables(first, plan.tableBits(digit));
        }
        view.numbers(first, shape.ending().opening());
        for (int flight = 2; flight < shape.flights(); flight += 2) {
            view.bits(received(fromServer.get(1 + flight / 2)), view.wires(flight));
        }
        return view.planes;
    }

    /** What the server sees: the client's corrections, then its online messages. */
    static List<long[]> ofServer(RunShape shape, List<byte[]> fromClient) throws MalformedMessageException {
        View view = new View(shape);
        Message corrections = received(fromClient.get(0));
        view.bits(corrections, shape.plan().lowBits() + shape.plan().nodeCorrections());
        view.numbers(corrections, shape.ending().corrections());
        for (int flight = 1; flight < shape.flights(); flight += 2) {
            Message message = received(fromClient.get(1 + flight / 2));
            view.bits(message, view.wires(flight));
            if (flight == shape.flights() - 1) {
                view.numbers(message, shape.ending().closing());
            }
        }
        return view.planes;
    }

    private int wires(int flight) {
        return shape.plan().wires(flight - 1) + shape.plan().wires(flight);
    }

    private static Message received(byte[] message) throws MalformedMessageException {
        return Message.received("message", message, message.length);
    }

    private void bits(Message message, int count) {
        planes.addAll(List.of(message.vectors(count, shape.count())));
    }

    private void tables(Message message, int bits) {
        long[] words = message.take(Bits.words(shape.count(), bits));
        for (int bit = 0; bit < bits; bit++) {
            long[] plane = new long[shape.vector()];
            for (int i = 0; i < shape.count(); i++) {
                long at = (long) i * bits + bit;
                plane[i >>> 6] |= (words[(int) (at >>> 6)] >>> at & 1) << i;
            }
            planes.add(plane);
        }
    }

    private void numbers(Message message, List<Integer> widths) {
        for (int bits : widths) {
            long[] values = new long[shape.count()];
            Bits.unpack(message.take(Bits.words(shape.count(), bits)), 0, bits, values, values.length);
            IntStream.range(0, bits).mapToObj(bit -> Bits.plane(values, bit)).forEach(planes::add);
        }
    }
}
