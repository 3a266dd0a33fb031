package io.veilray.compare;

import io.veilray.ot.DealtPads;
import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One run of comparisons on dealt transfers, with all that went over the wire. */
record ReluRun(ReluShape shape, List<byte[]> fromClient, List<byte[]> fromServer, long[] result, DealtPads[] ends) {
    static ReluRun of(ReluShape shape, long[] client, long[] server, long[] output, long seed) {
        return of(shape, client, server, output, DealtPads.pair(seed));
    }

    static ReluRun of(ReluShape shape, long[] client, long[] server, long[] output, DealtPads[] ends) {
        List<byte[]> fromClient = new ArrayList<>();
        List<byte[]> fromServer = new ArrayList<>();
        try (GadgetClient left = shape.client(client, output, ends[0].receiving(), ends[0].sending());
                GadgetServer right = shape.server(ends[1].receiving(), ends[1].sending())) {
            prepare(left, right, fromClient, fromServer);
            long[] result = online(shape, left, right, server, fromClient, fromServer);
            return new ReluRun(shape, fromClient, fromServer, result, ends);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    static void prepare(GadgetClient client, GadgetServer server, List<byte[]> fromClient, List<byte[]> fromServer)
            throws MalformedMessageException {
        fromClient.add(client.corrections());
        fromServer.add(server.accept(fromClient.get(0)));
        client.accept(fromServer.get(0));
    }

    static long[] online(
            ReluShape shape,
            GadgetClient client,
            GadgetServer server,
            long[] input,
            List<byte[]> fromClient,
            List<byte[]> fromServer)
            throws MalformedMessageException {
        byte[] said = server.begin(input);
        for (int flight = 1; ; flight += 2) {
            fromServer.add(said);
            byte[] answer = client.answer(said);
            fromClient.add(answer);
            if (flight == shape.flights() - 1) {
                return server.finish(answer);
            }
            said = server.answer(answer);
        }
    }

    /** max(0, y) of shares of y modulo 2^k, from the definition. */
    static long relu(ReluShape shape, long client, long server) {
        return Math.max(0, Signs.signed(client + server, shape.bits()));
    }

    static long[] uniform(SplittableRandom random, int count, int bits) {
        return random.longs(count).map(x -> x & Bits.ones(bits)).toArray();
    }
}
