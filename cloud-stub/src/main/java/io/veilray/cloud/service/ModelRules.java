package io.veilray.cloud.service;

import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import java.util.Map;
import java.util.Set;

/**
 * Which models are served, and in which modes.
 *
 * @param modes allowed ones by a card's id; none for a model that is not served
 * @param others whether models that are not named are served, in all modes of their cards
 */
public record ModelRules(Map<String, Set<NonlinearMode>> modes, boolean others) {
    /** Everything that the cards allow. */
    public static final ModelRules ALL = new ModelRules(Map.of(), true);

    public ModelRules {
        modes = Map.copyOf(modes);
    }

    boolean allow(ModelInfo model) {
        Set<NonlinearMode> allowed = modes.get(model.baseId());
        return allowed == null ? others : allowed.contains(model.network().mode());
    }
}
