package io.veilray.cloud.model;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.InputSpec;
import io.veilray.region.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked content of a model card, format 1.
 *
 * @param largestSums measured largest magnitude of each layer's sums by layer name, empty if the card has no calibration
 * @param evidence whether the client gets a map of the logits, for networks that end in ReLU, global average and dense
 * @param calibration where those came from, empty if there are none
 */
public record ModelCard(
        String id,
        String version,
        String title,
        List<String> classes,
        InputSpec input,
        int ringBits,
        int activationBits,
        int weightBits,
        int multiplierBits,
        Map<String, Double> largestSums,
        String calibration,
        boolean evidence,
        String intendedUse,
        String limits,
        String training,
        String accuracy) {
    private static final int FORMAT = 1;
    private static final int MAX_CHARACTERS = 1 << 20;

    /** What stands in the JSON; every field may be missing. */
    private record Literal(
            Integer format,
            String id,
            String version,
            String title,
            List<String> classes,
            InputLiteral input,
            ArithmeticLiteral arithmetic,
            List<String> modes,
            Boolean evidence,
            String intendedUse,
            String limits,
            TrainingLiteral training,
            AccuracyLiteral accuracy) {}

    private record InputLiteral(
            Integer channels, Integer heightPx, Integer widthPx, String resampling, WindowLiteral window) {}

    private record WindowLiteral(Double center, Double width) {}

    private record ArithmeticLiteral(
            Integer ringBits,
            Integer activationBits,
            Integer weightBits,
            Integer multiplierBits,
            CalibrationLiteral calibration) {}

    private record CalibrationLiteral(Integer images, String source, Map<String, Double> largest) {}

    private record TrainingLiteral(String data, String licence) {}

    private record AccuracyLiteral(String split, Integer images, Double accuracy, Double auc) {}

    /** Reads and checks a card. */
    public static ModelCard parse(String json) throws ModelException {
        if (json.length() > MAX_CHARACTERS) {
            throw new ModelException(
                    "model card of " + json.length() + " characters: at most " + MAX_CHARACTERS + " are allowed");
        }
        try {
            Literal literal = new Gson().fromJson(json, Literal.class);
            return checked(need(literal, "content"));
        } catch (JsonParseException | NumberFormatException e) {
            throw new ModelException("model card is not JSON of the expected form: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ModelException("model card: " + e.getMessage(), e);
        }
    }

    private static ModelCard checked(Literal card) throws ModelException {
        int format = need(card.format(), "format");
        if (format != FORMAT) {
            throw new ModelException("model card of format " + format + ": this version reads format " + FORMAT);
        }
        if (!need(card.modes(), "modes").contains(NonlinearMode.MASKED.word())) {
            throw new ModelException("model card allows modes " + card.modes()
                    + ": this version runs \"masked\", which must be among them");
        }
        ArithmeticLiteral arithmetic = need(card.arithmetic(), "arithmetic");
        CalibrationLiteral calibration = arithmetic.calibration();
        TrainingLiteral training = need(card.training(), "training");
        AccuracyLiteral accuracy = need(card.accuracy(), "accuracy");
        return new ModelCard(
                need(card.id(), "id"),
                need(card.version(), "version"),
                need(card.title(), "title"),
                List.copyOf(need(card.classes(), "classes")),
                input(need(card.input(), "input")),
                need(arithmetic.ringBits(), "arithmetic.ringBits"),
                need(arithmetic.activationBits(), "arithmetic.activationBits"),
                need(arithmetic.weightBits(), "arithmetic.weightBits"),
                need(arithmetic.multiplierBits(), "arithmetic.multiplierBits"),
                calibration == null ? Map.of() : Map.copyOf(need(calibration.largest(), "calibration.largest")),
                calibration == null ? "" : described(calibration),
                Boolean.TRUE.equals(card.evidence()),
                need(card.intendedUse(), "intendedUse"),
                need(card.limits(), "limits"),
                need(training.data(), "training.data") + "; licence " + need(training.licence(), "training.licence"),
                String.format(
                        java.util.Locale.ROOT,
                        "%s: accuracy %.4f, AUC %.4f",
                        need(accuracy.split(), "accuracy.split"),
                        need(accuracy.accuracy(), "accuracy.accuracy"),
                        need(accuracy.auc(), "accuracy.auc")));
    }

    private static String described(CalibrationLiteral calibration) throws ModelException {
        return "ranges calibrated on " + need(calibration.images(), "calibration.images") + " images ("
                + need(calibration.source(), "calibration.source") + ") with 4 bits of margin";
    }

    private static InputSpec input(InputLiteral input) throws ModelException {
        if (!"stretch".equals(need(input.resampling(), "input.resampling"))) {
            throw new ModelException("model card has input.resampling \"" + input.resampling()
                    + "\": this version knows \"stretch\" only");
        }
        Optional<Window> window = input.window() == null
                ? Optional.empty()
                : Optional.of(new Window(
                        need(input.window().center(), "input.window.center"),
                        need(input.window().width(), "input.window.width")));
        return new InputSpec(
                need(input.channels(), "input.channels"),
                need(input.heightPx(), "input.heightPx"),
                need(input.widthPx(), "input.widthPx"),
                window);
    }

    private static <T> T need(T value, String field) throws ModelException {
        if (value == null) {
            throw new ModelException("model card lacks the field \"" + field + "\": add it");
        }
        return value;
    }
}
