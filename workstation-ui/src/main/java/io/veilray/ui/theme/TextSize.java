package io.veilray.ui.theme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/**
 * How large all text of the program is, in percent of its design. What style sheets set follows by itself, as they count
 * in em; what is painted asks here. On the JavaFX thread only.
 */
public final class TextSize {
    /** The size that all others are parts of, as AtlantaFX has it. */
    private static final double ROOT_PX = 14;

    private static final String URI = "data:text/css;base64,";
    private static final Set<Scene> SCENES = Collections.newSetFromMap(new WeakHashMap<>());
    private static final int MOST_WIDTHS = 1000;
    private static final Map<Painted, Double> WIDTHS = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Painted, Double> eldest) {
            return size() > MOST_WIDTHS;
        }
    };
    private static final ReadOnlyIntegerWrapper PERCENT = new ReadOnlyIntegerWrapper(100);

    private TextSize() {}

    /** Gives all text of every window that size at once. */
    public static void use(int percent) {
        PERCENT.set(percent);
        SCENES.forEach(TextSize::dress);
    }

    public static ReadOnlyIntegerProperty percentProperty() {
        return PERCENT.getReadOnlyProperty();
    }

    /** A length of the design that grows and shrinks with the text. */
    public static double px(double designPx) {
        return designPx * PERCENT.get() / 100;
    }

    /** A length that follows the text. */
    public static DoubleBinding length(double designPx) {
        return Bindings.createDoubleBinding(() -> px(designPx), PERCENT);
    }

    /** The width of a column of text, which wraps: it grows half as much, so that the image keeps its place. */
    public static DoubleBinding column(double designPx) {
        return Bindings.createDoubleBinding(() -> designPx * (1 + Math.max(0, PERCENT.get() - 100) / 200.0), PERCENT);
    }

    /** For what is painted. */
    public static Font font(double designPx) {
        return Font.font("System", px(designPx));
    }

    public static Font boldFont(double designPx) {
        return Font.font("System", FontWeight.BOLD, px(designPx));
    }

    /** How wide a text is painted, in logical pixels; the latest ones are remembered, as measuring takes long. */
    public static double width(String text, Font font) {
        return WIDTHS.computeIfAbsent(new Painted(text, font), painted -> {
            Text measure = new Text(painted.text());
            measure.setFont(painted.font());
            return measure.getLayoutBounds().getWidth();
        });
    }

    private record Painted(String text, Font font) {}

    static void dress(Scene scene) {
        SCENES.add(scene);
        scene.getStylesheets().removeIf(sheet -> sheet.startsWith(URI));
        if (PERCENT.get() != 100) {
            scene.getStylesheets().add(sheet());
        }
    }

    private static String sheet() {
        String css = String.format(
                Locale.ROOT, ".root, .tooltip, .text-input .context-menu { -fx-font-size: %.2fpx; }", px(ROOT_PX));
        return URI + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }
}
