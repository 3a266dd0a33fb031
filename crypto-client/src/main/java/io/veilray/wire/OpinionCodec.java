package io.veilray.wire;

import io.veilray.opinion.LogitFamiliarity;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.PatchFamiliarity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rules for opinions as protobuf and back; the records check what they hold. */
final class OpinionCodec {
    private static final int MOST_MODALITIES = 100;

    private OpinionCodec() {}

    static io.veilray.wire.v1.OpinionRule encode(OpinionRule rule) {
        io.veilray.wire.v1.OpinionRule.Builder out = io.veilray.wire.v1.OpinionRule.newBuilder()
                .addAllModalities(rule.modalities())
                .setLeastProbability(rule.leastProbability());
        rule.temperature().ifPresent(out::setTemperature);
        rule.patch().ifPresent(patch -> out.setPatch(encode(patch)));
        rule.logits().ifPresent(logits -> out.setLogits(encode(logits)));
        return out.build();
    }

    private static io.veilray.wire.v1.PatchFamiliarity encode(PatchFamiliarity patch) {
        return io.veilray.wire.v1.PatchFamiliarity.newBuilder()
                .setGrid(patch.grid())
                .addAllCenter(list(patch.center()))
                .addAllScale(list(patch.scale()))
                .addAllVariances(list(patch.variances()))
                .addAllDirections(list(patch.directions()))
                .setResidualVariance(patch.residualVariance())
                .setLimit(patch.limit())
                .build();
    }

    private static io.veilray.wire.v1.LogitFamiliarity encode(LogitFamiliarity logits) {
        return io.veilray.wire.v1.LogitFamiliarity.newBuilder()
                .addAllMeans(list(logits.means()))
                .addAllWhitening(list(logits.whitening()))
                .setLimit(logits.limit())
                .build();
    }

    private static List<Double> list(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).boxed().toList();
    }

    /** @throws IllegalArgumentException naming what is wrong */
    static OpinionRule decode(io.veilray.wire.v1.OpinionRule message) {
        if (message.getModalitiesCount() > MOST_MODALITIES) {
            throw new IllegalArgumentException(
                    message.getModalitiesCount() + " modalities: at most " + MOST_MODALITIES + " are allowed");
        }
        return new OpinionRule(
                message.getModalitiesList(),
                message.hasTemperature() ? Optional.of(message.getTemperature()) : Optional.empty(),
                message.getLeastProbability(),
                message.hasPatch() ? Optional.of(decode(message.getPatch())) : Optional.empty(),
                message.hasLogits() ? Optional.of(decode(message.getLogits())) : Optional.empty());
    }

    private static PatchFamiliarity decode(io.veilray.wire.v1.PatchFamiliarity message) {
        return new PatchFamiliarity(
                message.getGrid(),
                array(message.getCenterList()),
                array(message.getScaleList()),
                rows(message.getDirectionsList(), message.getVariancesCount(), message.getCenterCount()),
                array(message.getVariancesList()),
                message.getResidualVariance(),
                message.getLimit());
    }

    private static LogitFamiliarity decode(io.veilray.wire.v1.LogitFamiliarity message) {
        int classes = (int) Math.round(Math.sqrt(message.getMeansCount()));
        return new LogitFamiliarity(
                rows(message.getMeansList(), classes, classes),
                rows(message.getWhiteningList(), classes, classes),
                message.getLimit());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[][] rows(List<Double> values, int rows, int columns) {
        if (values.size() != (long) rows * columns) {
            throw new IllegalArgumentException("a table of " + values.size()
                    + " numbers in the rule for opinions: must be " + rows + " rows of " + columns);
        }
        double[][] out = new double[rows][];
        for (int r = 0; r < rows; r++) {
            out[r] = array(values.subList(r * columns, (r + 1) * columns));
        }
        return out;
    }
}
