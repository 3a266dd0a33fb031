package io.veilray.protocol;

import io.veilray.opinion.OpinionRule;
import io.veilray.region.InputSpec;
import java.util.List;

/**
 * What a server tells about a model before anything is sent: enough to choose it, to cut a patch for it and to run the
 * rounds.
 *
 * @param id letters, digits and hyphens, such as {@code pneumonia-cxr-28}
 * @param title one line for a menu
 * @param classes class names in the order of the logits
 * @param opinion how this computer turns the logits into an opinion, or finds that there is none
 * @param intendedUse one sentence from the model card
 * @param training one line: training data and licence
 * @param accuracy one line: measured accuracy
 */
public record ModelInfo(
        String id,
        String version,
        String title,
        List<String> classes,
        InputSpec input,
        NetworkShape network,
        OpinionRule opinion,
        String intendedUse,
        String training,
        String accuracy) {
    /** The card's id: without the mode that a model served in a further mode has at the end of its own. */
    public String baseId() {
        String suffix = "-" + network.mode().word();
        return id.endsWith(suffix) && id.length() > suffix.length()
                ? id.substring(0, id.length() - suffix.length())
                : id;
    }

    /** Longest text of any field, in characters. */
    public static final int MAX_TEXT = 2000;

    public ModelInfo {
        classes = List.copyOf(classes);
        if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("model id \"" + id.substring(0, Math.min(64, id.length()))
                    + "\": must be 1 to 64 small letters, digits and hyphens");
        }
        for (String text : new String[] {version, title, intendedUse, training, accuracy}) {
            if (text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("model " + id + " has a text of " + text.length()
                        + " characters: at most " + MAX_TEXT + " are allowed");
            }
        }
        if (classes.size() != network.classes()) {
            throw new IllegalArgumentException("model " + id + " names " + classes.size() + " classes for "
                    + network.classes() + " logits: the two must be equal");
        }
        if (network.rules().classOnly() && opinion.judgesLogits()) {
            throw new IllegalArgumentException(
                    "model " + id + " answers with the class alone, and its rule for opinions"
                            + " judges logits: only modalities and the image can be judged");
        }
        opinion.requireFor(classes.size(), input.heightPx(), input.widthPx());
        TensorShape wanted = new TensorShape(input.channels(), input.heightPx(), input.widthPx());
        if (!wanted.equals(network.input())) {
            throw new IllegalArgumentException("model " + id + " wants patches of " + wanted
                    + " for a network input of " + network.input() + ": the two must be equal");
        }
    }
}
