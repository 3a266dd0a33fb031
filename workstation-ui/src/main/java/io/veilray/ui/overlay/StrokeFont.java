package io.veilray.ui.overlay;

import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The letters we draw ourselves, as strokes. Units: a capital is 14 high, a small letter 10; y points up from the
 * baseline and nothing reaches below -5 or above 16.
 *
 * <p>Each line of {@code strokes.txt} is a character and its strokes: {@code M x y} and {@code L x y} move and draw,
 * {@code A cx cy rx ry start extent} draws on along an arc (degrees, counter-clockwise), {@code a} begins a stroke with
 * one. Accents are dropped and letters that are not there become a box.
 */
final class StrokeFont {
    static final double CAPITAL = 14;
    /** From the baseline of one line to the next. */
    static final double LINE = 25;

    static final double DESCENT = 5;
    private static final double GAP = 3.6;
    private static final double SPACE = 6;
    private static final Map<Character, Path2D> GLYPHS = load();
    private static final Path2D UNKNOWN = glyph("M 0 0 L 8.5 0 L 8.5 14 L 0 14 L 0 0");

    private StrokeFont() {}

    /** Whole text on one baseline from x = 0, in units. */
    static Path2D strokes(String text) {
        Path2D out = new Path2D.Double();
        double x = 0;
        for (char letter : plain(text)) {
            if (letter != ' ') {
                Path2D glyph = GLYPHS.getOrDefault(letter, UNKNOWN);
                out.append(glyph.getPathIterator(java.awt.geom.AffineTransform.getTranslateInstance(x, 0)), false);
            }
            x += advance(letter);
        }
        return out;
    }

    /** Width of the text in units, the gap after its last letter left out. */
    static double width(String text) {
        double width = 0;
        for (char letter : plain(text)) {
            width += advance(letter);
        }
        return Math.max(0, width - GAP);
    }

    private static double advance(char letter) {
        if (letter == ' ') {
            return SPACE;
        }
        double width = Character.isDigit(letter) // figures stand under each other
                ? 9
                : GLYPHS.getOrDefault(letter, UNKNOWN).getBounds2D().getMaxX();
        return width + GAP;
    }

    private static char[] plain(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        return decomposed.replaceAll("\\s", " ").replace("ß", "ss").toCharArray();
    }

    private static Map<Character, Path2D> load() {
        Map<Character, Path2D> glyphs = new HashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                StrokeFont.class.getResourceAsStream("strokes.txt"), StandardCharsets.US_ASCII))) {
            in.lines().forEach(line -> glyphs.put(line.charAt(0), glyph(line.substring(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return glyphs;
    }

    private static Path2D glyph(String strokes) {
        Path2D path = new Path2D.Double();
        String[] words = strokes.split(" ");
        for (int at = 0; at < words.length; ) {
            char kind = words[at].charAt(0);
            int count = Character.toUpperCase(kind) == 'A' ? 6 : 2;
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = Double.parseDouble(words[at + 1 + i]);
            }
            draw(path, kind, numbers);
            at += 1 + count;
        }
        return path;
    }

    private static void draw(Path2D path, char kind, double[] at) {
        switch (kind) {
            case 'M' -> path.moveTo(at[0], at[1]);
            case 'L' -> path.lineTo(at[0], at[1]);
            default -> arc(path, kind == 'a', at);
        }
    }

    private static void arc(Path2D path, boolean begins, double[] at) {
        int steps = (int) Math.ceil(Math.abs(at[5]) / 12);
        for (int i = 0; i <= steps; i++) {
            double angle = Math.toRadians(at[4] + at[5] * i / steps);
            double x = at[0] + at[2] * Math.cos(angle);
            double y = at[1] + at[3] * Math.sin(angle);
            if (i == 0 && begins) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
    }
}
