package io.veilray.imagej.options;

import ij.gui.GenericDialog;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import java.awt.Choice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which model classifies, and in which mode.
 *
 * @param model its id, or empty text for the server's first
 * @param mode as the id says if empty
 */
public record ModelChoice(String model, Optional<NonlinearMode> mode) {
    private static final int LINE = 90;

    /** @throws IllegalArgumentException for a mode that is none, naming those there are */
    static ModelChoice of(OptionText given) {
        return new ModelChoice(
                given.value("model").orElse(""), given.value("mode").map(NonlinearMode::of));
    }

    /** The one chosen last, or the server's first if it has that one no more. */
    public static ModelInfo last(List<ModelInfo> models) {
        return models.stream()
                .filter(model -> model.baseId().equals(Settings.model())
                        && model.network().mode().word().equals(usual(models, model.baseId())))
                .findFirst()
                .orElse(models.getFirst());
    }

    /**
     * Asks for both, and below them tells what each mode protects. A model that is served in several modes stands in the list
     * once; its modes are those that the second list offers.
     */
    static void ask(GenericDialog dialog, List<ModelInfo> models) {
        List<String> ids = models.stream().map(ModelInfo::baseId).distinct().toList();
        String last = ids.contains(Settings.model()) ? Settings.model() : ids.getFirst();
        dialog.addChoice("Model", ids.toArray(new String[0]), last);
        Choice model = lastChoice(dialog);
        dialog.addChoice("Mode", words(models, last).toArray(new String[0]), usual(models, last));
        Choice mode = lastChoice(dialog);
        if (model != null && mode != null) {
            model.addItemListener(event -> fill(mode, models, model.getSelectedItem()));
        }
        dialog.addMessage(promises(models));
    }

    private static Choice lastChoice(GenericDialog dialog) {
        return dialog.getChoices() == null ? null : (Choice) dialog.getChoices().lastElement();
    }

    private static void fill(Choice mode, List<ModelInfo> models, String id) {
        mode.removeAll();
        words(models, id).forEach(mode::add);
        mode.select(usual(models, id));
    }

    private static List<String> words(List<ModelInfo> models, String id) {
        return models.stream()
                .filter(model -> model.baseId().equals(id))
                .map(model -> model.network().mode().word())
                .toList();
    }

    /** The one chosen last, if the model has it, or else the model's own. */
    private static String usual(List<ModelInfo> models, String id) {
        List<String> words = words(models, id);
        return words.contains(Settings.mode()) ? Settings.mode() : words.getFirst();
    }

    /** The sentence of each mode that any of the models has. */
    private static String promises(List<ModelInfo> models) {
        return models.stream()
                .map(model -> model.network().mode())
                .distinct()
                .map(mode -> wrapped(mode.word() + ": " + mode.promise()))
                .collect(Collectors.joining("\n"));
    }

    private static String wrapped(String text) {
        return text.replaceAll("(.{1," + LINE + "})(?:\\s+|$)", "$1\n").strip();
    }

    static ModelChoice answered(GenericDialog dialog) {
        String model = dialog.getNextChoice();
        String mode = dialog.getNextChoice();
        Settings.setModel(model, mode);
        return new ModelChoice(model, Optional.of(NonlinearMode.of(mode)));
    }
}
