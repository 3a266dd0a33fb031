package io.veilray.compare;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import io.veilray.ot.DealtPads;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Both ends of every gadget against a peer that says anything. The first byte chooses the gadget, the second which message
 * is a byte too long or too short; the rest is what is said, over and over.
 */
class GadgetFuzzTest extends FuzzTest {
    private static final List<Gadget> GADGETS = List.of(
            new ReluShape(3, 8, 10),
            new ReluShape(2, 25, 37),
            new CarryShape(5, 12, 20),
            new CarryShape(1, 1, 1),
            new SquareShape(3, 20, 12, 12),
            new SquareShape(1, 4, 4, 3));

    @Override
    protected Map<String, List<byte[]>> seeds() {
        List<byte[]> all = java.util.stream.IntStream.range(0, GADGETS.size())
                .mapToObj(i -> new byte[] {(byte) i, 0, 1, 2, 3, 4})
                .toList();
        return Map.of("server", all, "client", all, "stored", all);
    }

    /** What the other side says. */
    private static final class Liar {
        private final byte[] said;
        private int message;

        Liar(byte[] said) {
            if (said.length < 3) {
                throw new IllegalArgumentException("too short");
            }
            this.said = said;
        }

        Gadget gadget() {
            return GADGETS.get((said[0] & 0xff) % GADGETS.size());
        }

        byte[] bytes(int due) {
            int wrong = ++message == Math.abs(said[1]) ? Integer.signum(said[1]) : 0;
            byte[] out = new byte[Math.max(0, due + wrong)];
            for (int i = 0; i < out.length; i++) {
                out[i] = said[2 + (i + message) % (said.length - 2)];
            }
            return out;
        }
    }

    private static int inputBits(Gadget gadget) {
        return switch (gadget) {
            case ReluShape relu -> relu.bits();
            case CarryShape carry -> carry.bits();
            case SquareShape square -> square.bits();
            default -> throw new AssertionError(gadget);
        };
    }

    private static long[] numbers(Gadget gadget, long number) {
        long[] out = new long[gadget.count()];
        Arrays.fill(out, number & (1L << inputBits(gadget)) - 1);
        return out;
    }

    @Fuzz(
            most = 256,
            kilobytes = 256,
            perByte = 512,
            refusals = {MalformedMessageException.class, IllegalArgumentException.class})
    static void server(byte[] input) throws MalformedMessageException {
        Liar client = new Liar(input);
        Gadget gadget = client.gadget();
        DealtPads pads = DealtPads.pair(1)[1];
        try (GadgetServer server = gadget.server(pads.receiving(), pads.sending())) {
            server.accept(client.bytes(gadget.clientCorrectionBytes()));
            server.begin(numbers(gadget, 0x123456789L));
            for (int flight = 1; flight < gadget.flights() - 1; flight += 2) {
                server.answer(client.bytes(gadget.flightBytes(flight)));
            }
            server.finish(client.bytes(gadget.flightBytes(gadget.flights() - 1)));
        }
    }

    @Fuzz(
            most = 256,
            kilobytes = 256,
            perByte = 512,
            refusals = {MalformedMessageException.class, IllegalArgumentException.class})
    static void client(byte[] input) throws MalformedMessageException {
        Liar server = new Liar(input);
        Gadget gadget = server.gadget();
        DealtPads pads = DealtPads.pair(1)[0];
        long[] shares = numbers(gadget, 0x23456789aL);
        try (GadgetClient client = gadget.client(shares, new long[gadget.count()], pads.receiving(), pads.sending())) {
            client.corrections();
            client.accept(server.bytes(gadget.serverCorrectionBytes()));
            answer(gadget, client, server);
        }
    }

    private static void answer(Gadget gadget, GadgetClient client, Liar server) throws MalformedMessageException {
        for (int flight = 0; flight < gadget.flights(); flight += 2) {
            client.answer(server.bytes(gadget.flightBytes(flight)));
        }
    }

    /** A client's end that somebody wrote into a ticket's file, against a server that says the same. */
    @Fuzz(
            most = 256,
            kilobytes = 256,
            perByte = 512,
            refusals = {MalformedMessageException.class, IllegalArgumentException.class})
    static void stored(byte[] input) throws MalformedMessageException {
        Liar server = new Liar(input);
        Gadget gadget = server.gadget();
        byte[] file = server.bytes(Math.toIntExact(gadget.clientStoredBytes()));
        try (GadgetClient client = gadget.readClient(ByteBuffer.wrap(file))) {
            answer(gadget, client, server);
        }
    }
}
