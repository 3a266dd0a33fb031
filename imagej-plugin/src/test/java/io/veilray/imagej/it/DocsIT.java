package io.veilray.imagej.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/imagej.md are what people paste: each runs as it stands, but for its folder. */
class DocsIT {
    private static final Pattern EXAMPLE = Pattern.compile("```ijm\n(.*?)```", Pattern.DOTALL);

    @Test
    void examples_run(@TempDir Path home) throws Exception {
        Path scans = Files.createDirectories(home.resolve("scans"));
        for (String name : List.of("a.png", "b.png")) {
            ImageIO.write(
                    new java.awt.image.BufferedImage(80, 70, java.awt.image.BufferedImage.TYPE_BYTE_GRAY),
                    "png",
                    scans.resolve(name).toFile());
        }
        List<String> examples = new ArrayList<>();
        Matcher found = EXAMPLE.matcher(Files.readString(Path.of("../docs/imagej.md")));
        while (found.find()) {
            examples.add(found.group(1).replace("/scans/", scans + "/"));
        }
        assertTrue(examples.size() >= 4, "found " + examples.size() + " examples");
        List<String> lines = new ImageJProcess(home).headless(String.join("\nclose(\"*\");\n", examples));
        long answers =
                lines.stream().filter(line -> line.startsWith("answer: ")).count();
        assertEquals(examples.size(), answers, String.join("\n", lines));
    }
}
