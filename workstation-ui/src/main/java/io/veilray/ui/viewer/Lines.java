package io.veilray.ui.viewer;

import io.veilray.ui.theme.TextSize;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.text.Font;

/** Breaks a sentence into lines of a width. */
final class Lines {
    private Lines() {}

    /** At most so many lines; what is left out is shown as left out. */
    static List<String> wrapped(String sentence, Font font, double width, int most) {
        List<String> lines = wrapped(sentence, font, width);
        if (lines.size() <= most) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, most));
        first.set(most - 1, first.getLast() + " …");
        return first;
    }

    static List<String> wrapped(String sentence, Font font, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : sentence.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && TextSize.width(longer, font) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }
}
