package io.veilray.ui.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.action.Action;
import io.veilray.ui.action.Actions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.shape.SVGPath;
import org.junit.jupiter.api.Test;

/** An icon that is missing takes the whole window down with it; one outside its square is cut. */
class IconsTest {
    private static final Path FOLDER = Path.of("../icons");
    private static final String LOGO = "veilray";

    @Test
    void everyAction_hasAnIconAndEveryIconAUse() throws IOException {
        Set<String> used = Actions.all().stream().map(Action::icon).collect(Collectors.toCollection(TreeSet::new));
        used.addAll(namedInCode());
        assertEquals(used, drawn());
    }

    @Test
    void everyIcon_isDrawnInsideItsSquare() throws IOException {
        for (String name : drawn()) {
            List<IconStroke> strokes = strokes(name);
            assertFalse(strokes.isEmpty(), name);
            for (IconStroke stroke : strokes) {
                SVGPath shape = new SVGPath();
                shape.setContent(stroke.path());
                Bounds bounds = shape.getBoundsInLocal();
                assertFalse(bounds.isEmpty(), name + " draws nothing with " + stroke.path());
                assertTrue(
                        bounds.getMinX() >= 0
                                && bounds.getMinY() >= 0
                                && bounds.getMaxX() <= 24
                                && bounds.getMaxY() <= 24,
                        name + " " + bounds);
            }
        }
    }

    @Test
    void otherSvg_isRefused() {
        String circle = "<svg viewBox='0 0 24 24'><circle r='3'/></svg>";
        assertThrows(
                IOException.class,
                () -> SvgFile.strokes(new ByteArrayInputStream(circle.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void missingIcon_isNamed() {
        String said = assertThrows(IllegalArgumentException.class, () -> Icons.of("unicorn"))
                .getMessage();
        assertTrue(said.contains("unicorn"), said);
    }

    private static List<IconStroke> strokes(String name) throws IOException {
        try (InputStream svg = Files.newInputStream(FOLDER.resolve(name + ".svg"))) {
            return SvgFile.strokes(svg);
        }
    }

    private static Set<String> drawn() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".svg"))
                    .map(file -> file.substring(0, file.length() - 4))
                    .filter(name -> !name.equals(LOGO))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> namedInCode() throws IOException {
        Pattern use = Pattern.compile("Icons\\s*\\.of\\(\\s*\"([^\"]+)\"");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Set<String> names = new TreeSet<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                use.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
            return names;
        }
    }
}
