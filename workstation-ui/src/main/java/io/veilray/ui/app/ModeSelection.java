package io.veilray.ui.app;

import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The modes in which a model is to be measured: none named, some, or {@code all} that the server has it in. */
record ModeSelection(List<String> words) {
    static final String ALL = "all";

    /** @throws IllegalArgumentException for a word that is neither a mode nor {@code all} */
    ModeSelection {
        words = List.copyOf(words);
        for (String word : words) {
            if (!word.equals(ALL)) {
                NonlinearMode.of(word);
            }
        }
    }

    /** At least one. */
    List<ModelInfo> of(String id, OpenCloud cloud) throws CommandFailure {
        ModelChoice named = ModelChoice.of(id);
        if (words.isEmpty()) {
            return List.of(cloud.model(named));
        }
        if (words.contains(ALL)) {
            return named.inEveryMode(cloud.link().models(), cloud.name());
        }
        List<ModelInfo> models = new ArrayList<>();
        for (String word : new LinkedHashSet<>(words)) {
            models.add(cloud.model(new ModelChoice(named.id(), Optional.of(NonlinearMode.of(word)))));
        }
        return models;
    }
}
