package io.veilray.cloud.model;

import io.veilray.protocol.NonlinearMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The modes that a card allows and the arithmetic of each. */
final class CardModes {
    private static final int MAX_NAME = 100;
    /** Those that this version runs. */
    private static final List<NonlinearMode> RUNNABLE = List.of(NonlinearMode.MASKED, NonlinearMode.STRICT);

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
        for (NonlinearMode mode : RUNNABLE) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        String known = word.equals(NonlinearMode.QUADRATIC.word()) ? ", which is not built yet" : "";
        throw new ModelException("model card allows mode \"" + word + "\"" + known
                + ": this version runs \"masked\" and \"strict\"; leave it out");
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

    /** An id that ends like the one of another mode would be taken for it. */
    static String requirePlainId(String id) throws ModelException {
        for (NonlinearMode mode : NonlinearMode.values()) {
            if (id.endsWith("-" + mode.word())) {
                throw new ModelException("model card id \"" + id + "\" ends in \"-" + mode.word()
                        + "\", which the server adds for a model's further modes: choose another id");
            }
        }
        return id;
    }
}
