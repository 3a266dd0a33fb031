package io.veilray.wire;

import io.veilray.opinion.LogitFamiliarity;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.PatchFamiliarity;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.region.InputSpec;
import io.veilray.region.Window;
import java.util.List;
import java.util.Optional;

/** A description that uses every kind of message. */
final class SmallModel {
    private SmallModel() {}

    static NetworkShape network() {
        TensorShape map = new TensorShape(2, 6, 5);
        PoolWindow half = new PoolWindow(2, 3, 2, 2, 1, 0, 3, 2);
        LayerShape conv = new LayerShape(
                "conv",
                List.of(new LinearTerm(0, 3, 3, 1, 1, 1), new LinearTerm(0, 1, 1, 1, 0, 0)),
                map,
                List.of(
                        new Nonlinear.Relu(),
                        new Nonlinear.MaxPool(half),
                        new Nonlinear.AveragePool(PoolWindow.global(new TensorShape(2, 3, 2)), true)));
        LayerShape dense =
                new LayerShape("dense", List.of(new LinearTerm(1, 1, 1, 1, 0, 0)), new TensorShape(3, 1, 1), List.of());
        return new NetworkShape(new TensorShape(1, 6, 5), List.of(conv, dense), NonlinearMode.MASKED, 37, 10, 14, 2);
    }

    static OpinionRule opinion() {
        PatchFamiliarity patch = new PatchFamiliarity(
                1,
                new double[] {0.5, -3},
                new double[] {0.2, 1.5},
                new double[][] {{0.6, 0.8}},
                new double[] {1.5},
                0.5,
                4);
        LogitFamiliarity logits = new LogitFamiliarity(
                new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, new double[][] {{2, 0, 0}, {1, 2, 0}, {0, 0, 2}}, 3);
        return new OpinionRule(List.of("CT"), Optional.of(1.5), 0.6, Optional.of(patch), Optional.of(logits));
    }

    static ModelInfo info() {
        return new ModelInfo(
                "small-1",
                "1.0",
                "Small",
                List.of("a", "b", "c"),
                new InputSpec(1, 6, 5, Optional.of(new Window(40, 400))),
                network(),
                opinion(),
                "Tests.",
                "None.",
                "None.");
    }
}
