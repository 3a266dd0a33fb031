package io.veilray.cloud;

import io.veilray.client.LocalCloud.PlaintextReference;
import io.veilray.client.LocalCloud.SumNeed;
import io.veilray.cloud.compute.LayerWeights;
import io.veilray.cloud.compute.LinearModel;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FixedPointModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.cloud.model.MaskingBound;
import io.veilray.cloud.model.ModelException;
import io.veilray.cloud.model.ModelFolder;
import io.veilray.cloud.model.StrictBound;
import io.veilray.cloud.service.ServedModel;
import io.veilray.cloud.work.Crew;
import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.LinearServer;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Patch;
import io.veilray.ring.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A model from its files in one mode, ready to be served and, for a comparison on this computer, in the clear. */
public final class LoadedModel implements ServedModel, PlaintextReference {
    private final CheckedModel checked;
    private final LinearModel linear;
    private final FixedPointModel fixedPoint;
    private final FloatModel floats;
    /** Of the mode: how far a private logit may be from the fixed-point one. */
    private final ToDoubleFunction<Patch> bound;

    private LoadedModel(CheckedModel checked) {
        this.checked = checked;
        this.linear = new LinearModel(checked.shape(), weights(checked));
        this.fixedPoint = new FixedPointModel(checked);
        this.floats = new FloatModel(checked);
        this.bound = checked.shape().mode() == NonlinearMode.MASKED
                ? new MaskingBound(checked)::of
                : new StrictBound(checked)::of;
    }

    /** The models of a folder, or the shipped ones, each in every mode its card allows; the exception names the model and what is wrong with it. */
    static List<LoadedModel> load(Optional<Path> folder) throws IOException {
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new IOException(folder.get() + " is no folder: name one with ONNX models and their cards");
        }
        try {
            List<LoadedModel> out = new ArrayList<>();
            for (CheckedModel model : folder.isPresent() ? ModelFolder.read(folder.get()) : ModelFolder.shipped()) {
                out.add(of(model));
            }
            return out;
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** @throws ModelException if its weights could drown a message in noise */
    public static LoadedModel of(CheckedModel model) throws ModelException {
        try {
            return new LoadedModel(model);
        } catch (IllegalArgumentException e) {
            throw new ModelException("model " + model.info().id() + ": " + e.getMessage(), e);
        }
    }

    private static List<LayerWeights> weights(CheckedModel model) {
        return IntStream.range(0, model.shape().rounds())
                .mapToObj(layer -> new LayerWeights(
                        IntStream.range(
                                        0,
                                        model.shape()
                                                .layers()
                                                .get(layer)
                                                .terms()
                                                .size())
                                .mapToObj(term -> model.weights(layer, term))
                                .toList(),
                        model.bias(layer)))
                .toList();
    }

    /** How much room each layer's sums need. */
    List<SumNeed> needs() {
        int ringBits = checked.shape().ringBits();
        return checked.ranges().stream()
                .map(range -> new SumNeed(range.layer(), range.largest(), range.bits(), range.bits() <= ringBits))
                .toList();
    }

    @Override
    public ModelInfo info() {
        return checked.info();
    }

    @Override
    public NetworkPacking packing(HeParameters parameters) {
        return linear.packing(parameters);
    }

    @Override
    public LinearServer forTicket(Seed seed, HeParameters parameters, SeededCiphertext publicKey, Crew crew) {
        return linear.forTicket(seed, parameters, publicKey, crew);
    }

    @Override
    public double[] fixedPointLogits(Patch patch) {
        return fixedPoint.logits(patch);
    }

    @Override
    public double[] floatLogits(Patch patch) {
        return floats.logits(patch);
    }

    @Override
    public double maskingBound(Patch patch) {
        return bound.applyAsDouble(patch);
    }
}
