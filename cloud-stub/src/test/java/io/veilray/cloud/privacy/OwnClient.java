package io.veilray.cloud.privacy;

import io.veilray.cloud.service.ServedModel;
import io.veilray.cloud.work.Crew;
import io.veilray.he.Ciphertext;
import io.veilray.he.CompactCiphertext;
import io.veilray.he.Decryptor;
import io.veilray.he.Encryptor;
import io.veilray.he.HeParameters;
import io.veilray.he.Response;
import io.veilray.he.SecretKey;
import io.veilray.he.SeededCiphertext;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.ring.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A client that keeps to the messages of the protocol and looks at all that it holds: the masks r it chose and, after the
 * offline phase, c = W' r - s of every layer. It knows the public form of the model and nothing else of it.
 */
final class OwnClient implements AutoCloseable {
    private final ServedModel server;
    private final NetworkShape shape;
    private final NetworkPacking packing;
    private final SecretKey key;
    private final Encryptor encryptor;
    private final Decryptor decryptor;
    private final SeededCiphertext publicKey;
    private final SplittableRandom random;

    OwnClient(ServedModel server, long seed) {
        this.server = server;
        this.shape = server.info().network();
        HeParameters parameters = shape.mode().heParameters();
        this.packing = server.packing(parameters);
        this.key = SecretKey.generate(parameters);
        this.encryptor = new Encryptor(key, packing.budget());
        this.decryptor = new Decryptor(key, packing.budget());
        this.publicKey = encryptor.publicKey();
        this.random = new SplittableRandom(seed);
    }

    NetworkShape shape() {
        return shape;
    }

    /** The offline phase of a fresh ticket. */
    Query open() {
        LinearServer ticket = server.forTicket(Seed.random(), packing.parameters(), publicKey, Crew.CALLER);
        long[][] masks = new long[shape.rounds()][];
        long[][] products = new long[shape.rounds()][];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = random.longs(shape.tensor(i).size(), 0, 1L << shape.ringBits())
                    .toArray();
            products[i] = new long[shape.layers().get(i).linearOutput().size()];
        }
        FirstReadings free = new FirstReadings(packing);
        for (int layer = 0; layer < shape.rounds(); layer++) {
            for (int tile = 0; tile < packing.layer(layer).tiles().size(); tile++) {
                List<Ciphertext> sent = new ArrayList<>();
                for (int i = 0; i < packing.layer(layer).tiles().get(tile).uploads(); i++) {
                    sent.add(ticket.expand(encrypt(layer, tile, i, free, masks)));
                }
                decrypt(layer, tile, ticket.multiply(layer, tile, sent), products[layer]);
            }
        }
        return new Query(shape, ticket, masks, products);
    }

    private CompactCiphertext encrypt(int layer, int tile, int upload, FirstReadings free, long[][] masks) {
        int[] coefficients = free.of(layer, tile, upload);
        long[] drawn = encryptor.begin(coefficients);
        ConvPacking conv = packing.layer(layer);
        Tile part = conv.tiles().get(tile);
        List<LinearTerm> terms = shape.layers().get(layer).terms();
        int[] next = {0};
        conv.forEachEntry(part, upload, (coefficient, input, entry) -> {
            if (next[0] < coefficients.length && coefficients[next[0]] == coefficient) {
                masks[terms.get(input).tensor()][entry] = drawn[next[0]++];
            }
        });
        long[][] read = terms.stream().map(term -> masks[term.tensor()]).toArray(long[][]::new);
        return encryptor.finish(conv.packInput(part, upload, read));
    }

    private void decrypt(int layer, int tile, List<Supplier<Response>> responses, long[] products) {
        ConvPacking conv = packing.layer(layer);
        Tile part = conv.tiles().get(tile);
        for (int i = 0; i < responses.size(); i++) {
            long[] values = decryptor.decrypt(responses.get(i).get(), conv.positions(part, i));
            int[] outputs = conv.outputs(part, i);
            for (int k = 0; k < outputs.length; k++) {
                products[outputs[k]] = values[k];
            }
        }
    }

    @Override
    public void close() {
        encryptor.close();
        decryptor.close();
        key.close();
    }
}
