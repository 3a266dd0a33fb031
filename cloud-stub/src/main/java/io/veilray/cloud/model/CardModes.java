package io.veilray.cloud.model;

import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.SharedRules;
import io.veilray.protocol.SharedRules.Answer;
import io.veilray.protocol.SharedRules.Truncation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The modes that a card allows and the arithmetic of each. */
final class CardModes {
    private static final int MAX_NAME = 100;

    private CardModes() {}

    /** In the card's order, the preferred one first. */
    static List<NonlinearMode> modes(CardFields card) throws ModelException {
        List<NonlinearMode> modes = new ArrayList<>();
        for (String word : card.texts("modes", 1, 10, MAX_NAME)) {
            NonlinearMode mode = mode(word);
            if (modes.contains(mode)) {
                throw new ModelException("model card names mode \"" + word + "\" twice: name each once");
            }
            modes.add(mode);
        }
        return modes;
    }

    private static NonlinearMode mode(String word) throws ModelException {
        for (NonlinearMode mode : NonlinearMode.values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new ModelException("model card allows mode \"" + word
                + "\": this version runs \"masked\", \"strict\" and \"quadratic\"; leave it out");
    }

    /** Squares run in quadratic mode only, and nothing else runs in it. */
    static void requireFitting(List<NonlinearMode> modes, List<LinearSum> layers) throws ModelException {
        Optional<LinearSum> square = layers.stream().filter(LinearSum::squared).findFirst();
        for (NonlinearMode mode : modes) {
            if (square.isPresent() && mode != NonlinearMode.QUADRATIC) {
                throw new ModelException(
                        "layer " + square.get().name() + " squares its values, and the card allows mode \""
                                + mode.word() + "\": a network with squares must be served in quadratic mode only");
            }
            if (square.isEmpty() && mode == NonlinearMode.QUADRATIC) {
                throw new ModelException(
                        "the card allows mode \"quadratic\", and the network has no squares: leave the mode"
                                + " out, or train the network with squares in place of ReLU and average pooling before them");
            }
        }
    }

    /** Of every allowed mode: that of the card, without multipliers but in masked mode, and as the mode's own object says. */
    static Map<NonlinearMode, Arithmetic> arithmetic(CardFields card, List<NonlinearMode> modes) throws ModelException {
        Arithmetic general = Arithmetic.read(card.object("arithmetic"));
        Map<NonlinearMode, Arithmetic> out = new EnumMap<>(NonlinearMode.class);
        for (NonlinearMode mode : modes) {
            out.put(
                    mode,
                    mode == NonlinearMode.MASKED
                            ? general
                            : general.withoutMultipliers(card.objectOrEmpty(mode.word())));
        }
        return out;
    }

    /** Of every allowed mode, as its own object says; masked mode has the usual ones. */
    static Map<NonlinearMode, SharedRules> rules(CardFields card, Map<NonlinearMode, Arithmetic> modes)
            throws ModelException {
        Map<NonlinearMode, SharedRules> out = new EnumMap<>(NonlinearMode.class);
        for (Map.Entry<NonlinearMode, Arithmetic> mode : modes.entrySet()) {
            out.put(
                    mode.getKey(),
                    mode.getKey() == NonlinearMode.MASKED
                            ? SharedRules.USUAL
                            : rules(
                                    card.objectOrEmpty(mode.getKey().word()),
                                    mode.getValue().activationBits()
                                            + mode.getValue().weightBits()));
        }
        return out;
    }

    private static SharedRules rules(CardFields own, int sumBits) throws ModelException {
        OptionalInt logitBits =
                own.has("logitBits") ? OptionalInt.of(own.integer("logitBits", 0, sumBits)) : OptionalInt.empty();
        return new SharedRules(
                own.has("truncation") ? truncation(own) : Truncation.ONE_BIT,
                logitBits,
                own.has("answer") ? answer(own) : Answer.LOGITS);
    }

    private static Answer answer(CardFields own) throws ModelException {
        String word = own.text("answer", MAX_NAME);
        for (Answer answer : Answer.values()) {
            if (answer.word().equals(word)) {
                return answer;
            }
        }
        throw new ModelException("model card asks for answer \"" + word + "\": must be \"logits\" or \"class\"");
    }

    private static Truncation truncation(CardFields own) throws ModelException {
        String word = own.text("truncation", MAX_NAME);
        for (Truncation truncation : Truncation.values()) {
            if (truncation.word().equals(word)) {
                return truncation;
            }
        }
        throw new ModelException(
                "model card asks for truncation \"" + word + "\": must be \"one-bit\" or \"faithful\"");
    }

    /**
     * An id that ends like the one of another mode would be taken for it; a card of one mode alone may end in that mode, as
     * a network of squares beside one of ReLU does.
     */
    static String requirePlainId(String id, List<NonlinearMode> modes) throws ModelException {
        for (NonlinearMode mode : NonlinearMode.values()) {
            if (id.endsWith("-" + mode.word()) && !modes.equals(List.of(mode))) {
                throw new ModelException("model card id \"" + id + "\" ends in \"-" + mode.word()
                        + "\", which the server adds for a model's further modes: choose another id");
            }
        }
        return id;
    }
}
