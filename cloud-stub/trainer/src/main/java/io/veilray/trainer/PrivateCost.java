package io.veilray.trainer;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.he.HeParameters;
import io.veilray.protocol.LayerCost;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shape costs under the protocol, whatever its weights.
 *
 * @param activations sums that come back masked, over all layers
 * @param ticketBytes both ways, offline, for one classification
 * @param onlineBytes both ways, of masked tensors
 * @param rounds round trips of one classification
 */
record PrivateCost(long activations, long ticketBytes, long onlineBytes, int rounds) {
    /** @throws ModelException naming a layer that the server's compiler refuses */
    static PrivateCost of(Recipe recipe) throws ModelException {
        byte[] onnx = OnnxWriter.write(empty(recipe.architecture()), "empty");
        RingChoice ring = new RingChoice(recipe.ringBits());
        String card = Card.unmeasured(recipe, ring);
        NetworkShape shape = CheckedModel.load(onnx, card).shape();
        NetworkPacking packing = new NetworkPacking(shape, HeParameters.N4096);
        long activations = 0;
        long ticket = 0;
        long online = 0;
        for (int i = 0; i < shape.rounds(); i++) {
            LayerCost cost = LayerCost.of(packing, i);
            activations += shape.layers().get(i).linearOutput().size();
            ticket += cost.ticketBytes();
            online += cost.onlineBytesUp() + cost.onlineBytesDown();
        }
        return new PrivateCost(activations, ticket, online, shape.rounds());
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
