package io.veilray.packing;

import java.util.List;

/** A sum of convolutions of one or more tensors into one output {@code [outChannels][outHeight][outWidth]}. */
public record ConvShape(List<ConvInput> inputs, int outChannels, int outHeight, int outWidth) {
    public ConvShape {
        inputs = List.copyOf(inputs);
    }

    /** A dense layer: n inputs, m outputs. */
    public static ConvShape dense(int inputs, int outputs) {
        return new ConvShape(List.of(new ConvInput(inputs, 1, 1, 1, 1, 1, 0, 0)), outputs, 1, 1);
    }
}
