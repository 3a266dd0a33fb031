package io.veilray.ui.app;

import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import java.util.List;
import java.util.Optional;

/**
 * Which of a server's models is meant. A model that is served in several modes is listed once for each, and any of its ids
 * names it.
 *
 * @param id the server's first model if empty
 * @param mode as the id says if empty
 */
record ModelChoice(Optional<String> id, Optional<NonlinearMode> mode) {
    static final ModelChoice FIRST = new ModelChoice(Optional.empty(), Optional.empty());

    static ModelChoice of(String id) {
        return new ModelChoice(Optional.of(id), Optional.empty());
    }

    ModelInfo in(List<ModelInfo> models, String server) throws CommandFailure {
        ModelInfo named = named(models, server);
        if (mode.isEmpty()) {
            return named;
        }
        List<ModelInfo> all = inEveryMode(named, models);
        return all.stream()
                .filter(model -> model.network().mode() == mode.get())
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNKNOWN_MODEL,
                        "model \"" + named.baseId() + "\" does not run in mode "
                                + mode.get().word() + " at " + server + ": choose one of " + words(all)));
    }

    /** The model named in all modes that the server has it in, in the server's order. */
    List<ModelInfo> inEveryMode(List<ModelInfo> models, String server) throws CommandFailure {
        return inEveryMode(named(models, server), models);
    }

    private ModelInfo named(List<ModelInfo> models, String server) throws CommandFailure {
        if (models.isEmpty()) {
            throw new CommandFailure(ExitCode.SERVER, server + " has no models: ask who runs it to load one");
        }
        if (id.isEmpty()) {
            return models.getFirst();
        }
        return models.stream()
                .filter(model -> model.id().equals(id.get()))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNKNOWN_MODEL,
                        "model \"" + id.get() + "\" is unknown to " + server + ": choose one of " + ids(models)));
    }

    private static List<ModelInfo> inEveryMode(ModelInfo named, List<ModelInfo> models) {
        return models.stream()
                .filter(model -> model.baseId().equals(named.baseId()))
                .toList();
    }

    private static String ids(List<ModelInfo> models) {
        return String.join(", ", models.stream().map(ModelInfo::id).toList());
    }

    private static String words(List<ModelInfo> models) {
        return String.join(
                ", ",
                models.stream().map(model -> model.network().mode().word()).toList());
    }
}
