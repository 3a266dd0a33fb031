package io.veilray.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.result.Percent;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class LetteringTest {
    private static final Lettering LETTERS = new Lettering(10, false, Color.WHITE);

    @Test
    void everyPrintableLetter_isDrawnAndStaysWithinItsLine() {
        double box = StrokeFont.strokes("\u4e00").getBounds2D().getHeight();
        assertEquals(StrokeFont.CAPITAL, box); // a letter we do not have
        for (char letter = '!'; letter <= '~'; letter++) {
            Rectangle2D bounds = StrokeFont.strokes(String.valueOf(letter)).getBounds2D();
            assertFalse(
                    bounds.getWidth() == 8.5 && bounds.getHeight() == 14 && bounds.getY() == 0, "box for " + letter);
            assertTrue(bounds.getMinX() >= -0.1 && bounds.getMaxY() <= 16, letter + " " + bounds);
            assertTrue(bounds.getMinY() >= -StrokeFont.DESCENT, letter + " " + bounds);
        }
    }

    @Test
    void accents_fallBackToTheirLetter() {
        assertEquals(StrokeFont.width("Lungenentzundung"), StrokeFont.width("Lungenentz\u00fcndung"));
    }

    @Test
    void wrap_keepsAllLettersAndTheWidth() {
        String text = "one two three incomprehensibilities four";
        for (double width = 20; width < 300; width += 7) {
            var lines = LETTERS.wrap(text, width);
            assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
            for (String line : lines) {
                assertTrue(LETTERS.width(line) <= width, line + " in " + width);
            }
        }
    }

    @Test
    void percent_claimsNoCertainty() {
        assertEquals("< 0.1 %", Percent.of(0));
        assertEquals("> 99.9 %", Percent.of(1));
        assertEquals("50.0 %", Percent.of(0.5));
        assertNotEquals("100.0 %", Percent.of(0.99999));
    }
}
