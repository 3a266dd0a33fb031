package io.veilray.cloud.model;

import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.SharedRules;
import io.veilray.region.InputSpec;
import io.veilray.region.Window;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The checked content of a model card, format 1.
 *
 * @param modes allowed ones, the one that is served under the card's id first
 * @param arithmetic of each of them
 * @param rules of each of them
 * @param largestSums measured largest magnitude of each layer's sums by layer name, empty if the card has no calibration
 * @param evidence whether the client gets a map of the logits, for networks that end in ReLU, global average and dense
 * @param calibration where those came from, empty if there are none
 * @param opinion what the client does with the logits
 */
public record ModelCard(
        String id,
        String version,
        String title,
        List<String> classes,
        InputSpec input,
        List<NonlinearMode> modes,
        Map<NonlinearMode, Arithmetic> arithmetic,
        Map<NonlinearMode, SharedRules> rules,
        Map<String, Double> largestSums,
        String calibration,
        OpinionRule opinion,
        boolean evidence,
        String intendedUse,
        String limits,
        String training,
        String accuracy) {
    /** Largest size of a card file. */
    static final int MAX_BYTES = 1 << 20;

    private static final int FORMAT = 1;
    private static final int MAX_CLASSES = 1000;
    private static final int MAX_NAME = 100;
    /** Texts that are put together in pairs for {@link ModelInfo}, whose limit is 2000 characters. */
    private static final int MAX_SENTENCE = 950;

    private static final int MAX_LINE = 500;
    private static final double MAX_GREY = 1e9;
    private static final int MAX_SIDE_PX = 4096;

    /** Reads and checks a card. Fields it does not know are left alone. */
    public static ModelCard parse(String json) throws ModelException {
        if (json.length() > MAX_BYTES) {
            throw new ModelException(
                    "model card of " + json.length() + " characters: at most " + MAX_BYTES + " are allowed");
        }
        CardFields card = CardFields.parse(json);
        int format = card.integer("format", 1, Integer.MAX_VALUE);
        if (format != FORMAT) {
            throw new ModelException("model card of format " + format + ": this version reads format " + FORMAT);
        }
        List<NonlinearMode> modes = CardModes.modes(card);
        Map<NonlinearMode, Arithmetic> arithmetic = CardModes.arithmetic(card, modes);
        Optional<CardFields> calibration = card.object("arithmetic").objectOrNull("calibration");
        try {
            return new ModelCard(
                    CardModes.requirePlainId(card.text("id", 64), modes),
                    card.text("version", MAX_NAME),
                    card.text("title", ModelInfo.MAX_TEXT),
                    card.texts("classes", 1, MAX_CLASSES, MAX_NAME),
                    input(card.object("input")),
                    modes,
                    arithmetic,
                    CardModes.rules(card, arithmetic),
                    calibration.isEmpty()
                            ? Map.of()
                            : calibration.get().object("largest").magnitudes(),
                    calibration.isEmpty() ? "" : described(calibration.get()),
                    CardOpinion.read(card),
                    card.flag("evidence"),
                    card.text("intendedUse", MAX_SENTENCE),
                    card.text("limits", MAX_SENTENCE),
                    training(card.object("training")),
                    accuracy(card.object("accuracy")));
        } catch (IllegalArgumentException e) {
            throw new ModelException("model card: " + e.getMessage(), e);
        }
    }

    /** What the model is called in that mode: the first of the card has the card's id. */
    String id(NonlinearMode mode) {
        return mode == modes.getFirst() ? id : id + "-" + mode.word();
    }

    String title(NonlinearMode mode) {
        return mode == modes.getFirst() ? title : title + ", " + mode.word();
    }

    private static String described(CardFields calibration) throws ModelException {
        return "ranges calibrated on " + calibration.integer("images", 1, Integer.MAX_VALUE) + " images ("
                + calibration.text("source", MAX_LINE) + ") with " + RangeCheck.CALIBRATION_MARGIN_BITS
                + " bits of margin";
    }

    private static String training(CardFields training) throws ModelException {
        return training.text("data", MAX_LINE) + "; licence " + training.text("licence", MAX_LINE);
    }

    private static String accuracy(CardFields accuracy) throws ModelException {
        String split = accuracy.text("split", MAX_LINE);
        int images = accuracy.integer("images", 0, Integer.MAX_VALUE);
        double share = accuracy.number("accuracy", 0, 1);
        double area = accuracy.number("auc", 0, 1);
        if (images == 0) {
            return split + ": not measured";
        }
        Optional<CardFields> calibration = accuracy.objectIfAny("calibration");
        return String.format(Locale.ROOT, "%s: accuracy %.4f, AUC %.4f", split, share, area)
                + (calibration.isEmpty() ? "" : error(calibration.get()));
    }

    private static String error(CardFields calibration) throws ModelException {
        double error = calibration.number("expectedCalibrationError", 0, 1);
        return String.format(Locale.ROOT, ", calibration error %.4f", error);
    }

    private static InputSpec input(CardFields input) throws ModelException {
        String resampling = input.text("resampling", MAX_NAME);
        if (!resampling.equals("stretch")) {
            throw new ModelException(
                    "model card field input.resampling is \"" + resampling + "\": this version knows \"stretch\" only");
        }
        Optional<CardFields> window = input.objectOrNull("window");
        return new InputSpec(
                input.integer("channels", 1, 1),
                input.integer("heightPx", 1, MAX_SIDE_PX),
                input.integer("widthPx", 1, MAX_SIDE_PX),
                window.isEmpty() ? Optional.empty() : Optional.of(window(window.get())),
                input.flag("blackSurroundings"));
    }

    private static Window window(CardFields window) throws ModelException {
        return new Window(
                window.number("center", -MAX_GREY, MAX_GREY), window.number("width", Double.MIN_NORMAL, MAX_GREY));
    }
}
