package io.veilray.trainer;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FixedPointModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.cloud.model.MaskingBound;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Patch;
import java.util.List;
import java.util.Optional;

/**
 * What the model file is worth on images it has not learnt from, computed by the server's own readings of it.
 *
 * @param real the float model's scores
 * @param fixed the bit-exact fixed-point model's scores
 * @param sameClass images on which both name the same class
 * @param largestLogitError largest difference between a float and a fixed-point logit
 * @param opinion what the rule for opinions does, on the float logits; empty before there is one
 * @param largestMaskingBound largest bound on what masking adds to that, in logits, over every tenth image; 0 where
 *     nothing is masked
 */
record Exam(
        Scores real,
        Scores fixed,
        int sameClass,
        double largestLogitError,
        double largestMaskingBound,
        Optional<OpinionExam> opinion) {
    /** Stands in a card that is checked before it has been examined. */
    static Exam none(int classes) {
        return new Exam(Scores.none(classes), Scores.none(classes), 0, 0, 0, Optional.empty());
    }

    /** Takes seconds to minutes: some hundred images through three plain implementations. */
    static Exam of(CheckedModel model, OpinionRule rule, LabelledImages images) {
        List<Patch> patches = images.patches();
        double[][] real = new double[images.size()][];
        double[][] fixed = new double[images.size()][];
        FloatModel floatModel = new FloatModel(model);
        FixedPointModel fixedModel = new FixedPointModel(model);
        Optional<MaskingBound> bound =
                model.shape().mode() == NonlinearMode.MASKED ? Optional.of(new MaskingBound(model)) : Optional.empty();
        double largestBound = 0;
        for (int i = 0; i < real.length; i++) {
            Patch patch = patches.get(i);
            real[i] = floatModel.logits(patch);
            fixed[i] = fixedModel.logits(patch);
            if (i % 10 == 0 && bound.isPresent()) {
                largestBound = Math.max(largestBound, bound.get().of(patch));
            }
        }
        return new Exam(
                Scores.of(real, images.labels()),
                Scores.of(fixed, images.labels()),
                sameClass(real, fixed),
                largestDifference(real, fixed),
                largestBound,
                Optional.of(OpinionExam.of(rule, patches, real, images.labels())));
    }

    private static int sameClass(double[][] real, double[][] fixed) {
        int same = 0;
        for (int i = 0; i < real.length; i++) {
            same += Scores.predicted(real[i]) == Scores.predicted(fixed[i]) ? 1 : 0;
        }
        return same;
    }

    private static double largestDifference(double[][] real, double[][] fixed) {
        double largest = 0;
        for (int i = 0; i < real.length; i++) {
            for (int c = 0; c < real[i].length; c++) {
                largest = Math.max(largest, Math.abs(real[i][c] - fixed[i][c]));
            }
        }
        return largest;
    }
}
