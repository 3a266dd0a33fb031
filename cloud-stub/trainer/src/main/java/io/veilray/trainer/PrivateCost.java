package io.veilray.trainer;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.he.HeParameters;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shape costs under the protocol, whatever its weights.
 *
 * @param activations entries that come back masked, over all layers
 * @param ticketBytes both ways, offline, for one classification
 * @param onlineBytes both ways, of masked tensors
 * @param rounds round trips of one classification
 */
record PrivateCost(long activations, long ticketBytes, long onlineBytes, int rounds) {
    /** Bits of a coefficient modulo one prime. */
    private static final int PRIME_BITS = 50;

    /** @throws ModelException naming a layer that the server's compiler refuses */
    static PrivateCost of(Recipe recipe) throws ModelException {
        byte[] onnx = OnnxWriter.write(empty(recipe.architecture()), "empty");
        String card = Card.json(
                recipe,
                new RingChoice(recipe.ringBits()),
                Exam.none(recipe.classes().size()));
        NetworkShape shape = CheckedModel.load(onnx, card).shape();
        long results = 0;
        long sent = 0;
        for (int i = 0; i < shape.rounds(); i++) {
            LayerShape layer = shape.layers().get(i);
            results += layer.linearOutput().size();
            sent += shape.tensor(i).size();
        }
        return new PrivateCost(
                results, ticketBytes(shape, results), (results + sent) * shape.ringBits() / 8, shape.rounds());
    }

    /** Uploads carry one half at two primes, responses the other half at one prime and their results. */
    private static long ticketBytes(NetworkShape shape, long results) {
        NetworkPacking packing = new NetworkPacking(shape, HeParameters.N4096);
        long polynomial = (long) HeParameters.N4096.degree() * PRIME_BITS / 8;
        int primes = packing.responsePrimes();
        return 2 * polynomial * packing.uploads()
                + primes * polynomial * packing.responses()
                + primes * results * PRIME_BITS / 8;
    }

    private static FrozenNetwork empty(Architecture architecture) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < architecture.stages().size(); i++) {
            Architecture.Stage stage = architecture.stages().get(i);
            layers.add(empty(stage.channels(), architecture.inputChannels(i), stage.kernel()));
        }
        layers.add(empty(architecture.classes(), architecture.denseChannels(), architecture.denseSizePx()));
        return new FrozenNetwork(architecture, layers);
    }

    private static Layer empty(int outputs, int inputs, int side) {
        return new Layer(new float[outputs][inputs * side * side], new float[outputs], side * side);
    }
}
