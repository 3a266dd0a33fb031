package io.veilray.cloud.compute;

import java.util.List;

/**
 * The real weights of one layer.
 *
 * @param kernels one array for each term of the layer, {@code [out][channel][kernelRow][kernelColumn]}
 * @param bias one number for each output channel
 */
public record LayerWeights(List<float[]> kernels, float[] bias) {
    public LayerWeights {
        kernels = List.copyOf(kernels);
    }

    @Override
    public String toString() {
        return "LayerWeights[" + kernels.size() + " kernels]";
    }
}
