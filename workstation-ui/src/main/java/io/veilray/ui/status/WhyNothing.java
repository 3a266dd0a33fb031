package io.veilray.ui.status;

import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;

/** The sentences behind F1: what hides the image or a result, the gravest first, each with what to do. */
public final class WhyNothing {
    private WhyNothing() {}

    /** Never empty: if nothing is hidden it says so. */
    public static List<String> sentences(Situation now, Messages messages) {
        List<String> out = new ArrayList<>();
        if (!now.seriesOpen()) {
            out.add(messages.get(now.anotherOpen() ? "status.emptyViewport" : "status.nothingOpen"));
        } else if (!now.problem().isEmpty()) {
            out.add(messages.get("status.problem", now.problem()));
        } else if (now.loading()) {
            out.add(messages.get("status.loading"));
        }
        addIf(out, now.outOfView(), messages.get("status.outOfView"));
        addIf(out, now.allBlack(), messages.get("status.allBlack"));
        addIf(out, now.allWhite(), messages.get("status.allWhite"));
        addIf(out, now.overlayHidden(), messages.get("status.overlayHidden"));
        addIf(out, now.resultsElsewhere() > 0, messages.get("status.elsewhere", now.resultsElsewhere()));
        addIf(
                out,
                now.seriesOpen() && !now.whyNotClassify().isEmpty(),
                messages.get("status.cannotClassify", now.whyNotClassify()));
        if (out.isEmpty()) {
            out.add(messages.get("status.allShown"));
        }
        return out;
    }

    private static void addIf(List<String> out, boolean holds, String sentence) {
        if (holds) {
            out.add(sentence);
        }
    }
}
