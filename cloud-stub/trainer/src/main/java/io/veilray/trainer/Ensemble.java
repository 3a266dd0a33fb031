package io.veilray.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Networks of one shape as a single wider one whose logits are the mean of theirs. All read the image, later convolutions
 * are zero between members, and the dense layer adds up: to a server it is a network like any other.
 */
final class Ensemble {
    private Ensemble() {}

    /** @param members of the same shape, which ends in a global average */
    static FrozenNetwork merged(List<FrozenNetwork> members) {
        Architecture one = members.getFirst().architecture();
        int count = members.size();
        Architecture all = one.ofMembers(count);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < one.stages().size(); i++) {
            layers.add(stacked(layers(members, i)).spread(all.parts(i)));
        }
        layers.add(averaged(layers(members, one.stages().size())));
        return new FrozenNetwork(all, layers);
    }

    private static List<Layer> layers(List<FrozenNetwork> members, int index) {
        return members.stream().map(member -> member.layers().get(index)).toList();
    }

    /** The outputs of all, one member's after the other's. */
    private static Layer stacked(List<Layer> parts) {
        float[][] weights = parts.stream()
                .flatMap(part -> Arrays.stream(part.weights()))
                .map(float[]::clone)
                .toArray(float[][]::new);
        float[] bias = new float[weights.length];
        int at = 0;
        for (Layer part : parts) {
            System.arraycopy(part.bias(), 0, bias, at, part.outputs());
            at += part.outputs();
        }
        return new Layer(weights, bias, parts.getFirst().area());
    }

    /** The mean of what each makes of its own inputs. */
    private static Layer averaged(List<Layer> parts) {
        int count = parts.size();
        int own = parts.getFirst().weights()[0].length;
        float[][] weights = new float[parts.getFirst().outputs()][own * count];
        float[] bias = new float[weights.length];
        for (int member = 0; member < count; member++) {
            Layer part = parts.get(member);
            for (int o = 0; o < weights.length; o++) {
                bias[o] += part.bias()[o] / count;
                for (int i = 0; i < own; i++) {
                    weights[o][member * own + i] = part.weights()[o][i] / count;
                }
            }
        }
        return new Layer(weights, bias, parts.getFirst().area());
    }
}
