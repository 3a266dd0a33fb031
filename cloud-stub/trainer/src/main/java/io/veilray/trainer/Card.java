package io.veilray.trainer;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.NonlinearMode;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes a model card, format 1. The arithmetic is the server's; the accuracy is what was measured. */
final class Card {
    private static final int FORMAT = 1;
    private static final String COMMAND = "mvn -q -Ptrain -pl cloud-stub/trainer -am process-classes -Dtrain=";

    /** Lists of numbers, which fill a page when each stands on a line of its own. */
    private static final Pattern NUMBER_LISTS = Pattern.compile("\\[[-+.0-9eE,\\s]+\\]");

    private Card() {}

    /** For a model that is to be compiled before it can be measured. */
    static String unmeasured(Recipe recipe, RingChoice ring) {
        return json(
                recipe, ring, OpinionRule.UNMEASURED, Exam.none(recipe.classes().size()));
    }

    static String json(Recipe recipe, RingChoice ring, OpinionRule rule, Exam test) {
        JsonObject card = new JsonObject();
        card.addProperty("format", FORMAT);
        card.addProperty("id", recipe.id());
        card.addProperty("version", recipe.version());
        card.addProperty("title", recipe.texts().title());
        card.add("classes", strings(recipe.classes()));
        card.add("input", input(recipe));
        card.add("arithmetic", arithmetic(ring));
        recipe.strict().ifPresent(own -> card.add(NonlinearMode.STRICT.word(), arithmetic(own)));
        card.add(
                "modes",
                strings(recipe.modes().stream().map(NonlinearMode::word).toList()));
        if (recipe.architecture().globalAverage() && recipe.mode() == NonlinearMode.MASKED) {
            card.addProperty("evidence", true);
        }
        if (!rule.equals(OpinionRule.UNMEASURED)) {
            card.add("opinion", CardOpinion.json(rule));
        }
        card.addProperty("intendedUse", recipe.texts().intendedUse());
        card.addProperty("limits", recipe.texts().limits());
        card.add("training", training(recipe));
        card.add("accuracy", accuracy(recipe, test));
        String text = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create()
                .toJson(card);
        return NUMBER_LISTS.matcher(text).replaceAll(list -> list.group().replaceAll("\\s+", " ")) + "\n";
    }

    private static JsonObject input(Recipe recipe) {
        JsonObject input = new JsonObject();
        input.addProperty("channels", recipe.architecture().inputChannels());
        input.addProperty("heightPx", recipe.architecture().sizePx());
        input.addProperty("widthPx", recipe.architecture().sizePx());
        input.add("modalities", strings(recipe.modalities()));
        input.addProperty("resampling", "stretch");
        input.add("window", JsonNull.INSTANCE);
        return input;
    }

    private static JsonObject arithmetic(RingChoice ring) {
        JsonObject arithmetic = new JsonObject();
        arithmetic.addProperty("ringBits", ring.ringBits());
        arithmetic.addProperty("activationBits", ring.activationBits());
        arithmetic.addProperty("weightBits", ring.weightBits());
        arithmetic.addProperty("multiplierBits", ring.multiplierBits());
        arithmetic.add("calibration", ring.largest().isEmpty() ? JsonNull.INSTANCE : calibration(ring));
        return arithmetic;
    }

    private static JsonObject arithmetic(Recipe.SharedArithmetic own) {
        JsonObject arithmetic = new JsonObject();
        arithmetic.addProperty("ringBits", own.ringBits());
        arithmetic.addProperty("activationBits", own.activationBits());
        arithmetic.addProperty("weightBits", own.weightBits());
        return arithmetic;
    }

    private static JsonObject calibration(RingChoice ring) {
        JsonObject calibration = new JsonObject();
        calibration.addProperty("images", ring.images());
        calibration.addProperty("source", "the training and validation splits");
        JsonObject largest = new JsonObject();
        new TreeMap<>(ring.largest()).forEach(largest::addProperty);
        calibration.add("largest", largest);
        return calibration;
    }

    private static JsonObject training(Recipe recipe) {
        JsonObject training = new JsonObject();
        training.addProperty("data", recipe.texts().data());
        training.addProperty("licence", recipe.texts().licence());
        training.addProperty("citation", recipe.texts().citation());
        training.addProperty("command", COMMAND + recipe.id());
        training.addProperty("seed", recipe.seed());
        return training;
    }

    private static JsonObject accuracy(Recipe recipe, Exam test) {
        JsonObject accuracy = new JsonObject();
        accuracy.addProperty("split", "public test split, " + test.real().images() + " images");
        accuracy.addProperty("images", test.real().images());
        addScores(accuracy, test.real(), recipe);
        JsonObject fixed = new JsonObject();
        addScores(fixed, test.fixed(), recipe);
        fixed.addProperty("sameClassAsFloat", test.sameClass());
        fixed.addProperty("largestLogitError", rounded(test.largestLogitError()));
        accuracy.add("fixedPoint", fixed);
        test.opinion().ifPresent(exam -> CardOpinion.add(accuracy, exam));
        return accuracy;
    }

    /** With two classes the second is the finding; with more, each is told from the rest. */
    private static void addScores(JsonObject to, Scores scores, Recipe recipe) {
        addProportion(to, "accuracy", scores.accuracy());
        to.addProperty("auc", rounded(scores.auc()));
        if (scores.classes() == 2) {
            addRates(to, scores, 1);
            return;
        }
        JsonObject each = new JsonObject();
        for (int label = 0; label < scores.classes(); label++) {
            JsonObject rates = new JsonObject();
            addRates(rates, scores, label);
            each.add(recipe.classes().get(label), rates);
        }
        to.add("oneVersusRest", each);
    }

    private static void addRates(JsonObject to, Scores scores, int label) {
        addProportion(to, "sensitivity", scores.sensitivity(label));
        addProportion(to, "specificity", scores.specificity(label));
    }

    /** The share and, beside it, its 95 % interval. */
    static void addProportion(JsonObject to, String name, Proportion proportion) {
        to.addProperty(name, rounded(proportion.share()));
        JsonArray interval = new JsonArray();
        interval.add(rounded(proportion.low()));
        interval.add(rounded(proportion.high()));
        to.add(name + "Interval95", interval);
    }

    private static JsonElement strings(Iterable<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    static double rounded(double share) {
        return Math.round(share * 1e4) / 1e4;
    }
}
