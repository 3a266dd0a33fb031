package io.veilray.compare;

import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Messages as bit vectors over the elements: what one party sees of each element is one bit of each vector. */
final class View {
    private final ReluShape shape;
    private final List<long[]> planes = new ArrayList<>();

    private View(ReluShape shape) {
        this.shape = shape;
    }

    static List<long[]> ofClient(ReluRun run) throws MalformedMessageException {
        View view = new View(run.shape());
        ReluShape shape = run.shape();
        view.vectors(run.fromServer().get(0), shape.plan().nodeCorrections());
        Message first = received(run.fromServer().get(1));
        for (int digit = 0; digit < shape.plan().digits(); digit++) {
            view.tables(first, shape.plan().tableBits(digit));
        }
        view.numbers(first, shape.outBits());
        view.bits(first, shape.extraBits() > 0 ? 2 : 0);
        for (int flight = 2; flight < shape.flights(); flight += 2) {
            view.vectors(run.fromServer().get(1 + flight / 2), view.wires(flight));
        }
        return view.planes;
    }

    static List<long[]> ofServer(ReluRun run) throws MalformedMessageException {
        View view = new View(run.shape());
        ReluShape shape = run.shape();
        Message corrections = received(run.fromClient().get(0));
        view.bits(corrections, shape.bits() - 1 + shape.plan().nodeCorrections());
        view.numbers(corrections, shape.outBits());
        for (int flight = 1; flight < shape.flights(); flight += 2) {
            Message message = received(run.fromClient().get(1 + flight / 2));
            view.bits(message, view.wires(flight));
            if (flight == shape.flights() - 1) {
                view.numbers(message, shape.outBits());
                if (shape.extraBits() > 0) {
                    view.numbers(message, shape.extraBits());
                    view.numbers(message, shape.extraBits());
                }
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

    private void vectors(byte[] message, int count) throws MalformedMessageException {
        bits(received(message), count);
    }

    private void bits(Message message, int count) {
        planes.addAll(List.of(message.vectors(count, shape.count())));
    }

    private void tables(Message message, int bits) {
        long[] words = message.take(Bits.words(shape.count(), bits));
        for (int bit = 0; bit < bits; bit++) {
            long[] plane = new long[Bits.words(shape.count())];
            for (int i = 0; i < shape.count(); i++) {
                long at = (long) i * bits + bit;
                plane[i >>> 6] |= (words[(int) (at >>> 6)] >>> at & 1) << i;
            }
            planes.add(plane);
        }
    }

    private void numbers(Message message, int bits) {
        long[] values = new long[shape.count()];
        Bits.unpack(message.take(Bits.words(shape.count(), bits)), 0, bits, values, values.length);
        IntStream.range(0, bits).mapToObj(bit -> Bits.plane(values, bit)).forEach(planes::add);
    }
}
