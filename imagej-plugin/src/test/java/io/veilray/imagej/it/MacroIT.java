package io.veilray.imagej.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real macros through ImageJ's own interpreter, without a screen. A macro prints {@code key: value}; the test reads that. */
class MacroIT {
    private static final String SCAN = "newImage(\"xr\", \"8-bit ramp\", 128, 96, 1);\n";
    private static final String SHOW = "function show(key, value) { print(key + \": \" + value); }\n";

    private static Map<String, String> run(Path home, String macro) throws Exception {
        List<String> lines = new ImageJProcess(home).headless(SHOW + macro);
        Map<String, String> shown = lines.stream()
                .filter(line -> line.matches("[a-zA-Z0-9 ]+: .*"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(": ")),
                        line -> line.substring(line.indexOf(": ") + 2),
                        (one, other) -> one + " | " + other));
        shown.put("all", String.join("\n", lines));
        return shown;
    }

    @Test
    void regionCommand_fillsTableOverlayAndProperties(@TempDir Path home) throws Exception {
        Map<String, String> shown = run(home, SCAN + """
                        makeOval(10, 20, 60, 40);
                        run("Evidence Map...", "model=chest-cxr-256 opacity=40");
                        show("rows", nResults);
                        show("class", getResultString("Class", 0));
                        v = Property.get("veilray.class");
                        show("property", v);
                        v = Roi.getProperty("veilray.class");
                        show("roi", v);
                        show("box", "" + getResult("X", 0) + " " + getResult("Y", 0) + " " + getResult("Width", 0) + " " + getResult("Height", 0));
                        show("model", getResultString("Model", 0) + " " + getResultString("Endpoint", 0));
                        show("use", getResultString("Use", 0));
                        size = Overlay.size;
                        run("Evidence Map...", "model=chest-cxr-256 opacity=40");
                        show("again", "" + (Overlay.size == size) + " " + nResults);
                        run("Select None");
                        run("Classify Region...", "model=pneumonia-cxr-28 mode=masked server=local");
                        show("mode", getResultString("Mode", 2));
                        show("whole", getResultString("ROI", 2) + " " + getResult("Width", 2));
                        show("pixels", "" + getPixel(3, 3) + " " + bitDepth());
                        """);
        assertEquals("1", shown.get("rows"), shown.get("all"));
        assertEquals(shown.get("class"), shown.get("property"));
        assertEquals(shown.get("class"), shown.get("roi"));
        assertEquals("10 20 60 40", shown.get("box"));
        assertEquals("chest-cxr-256 local", shown.get("model"));
        assertEquals("Research use only. Not for diagnostic use.", shown.get("use"));
        assertEquals("1 2", shown.get("again"));
        assertEquals("masked", shown.get("mode"));
        assertEquals("whole slice 128", shown.get("whole"));
        assertEquals("6 8", shown.get("pixels")); // ramp: 256 / 128 a column; the image itself is untouched
        List<String> trail = Files.readAllLines(home.resolve("veilray/audit/trail-000001.log"));
        assertEquals(3, trail.stream().filter(line -> line.contains("\tsent\t")).count(), trail.toString());
    }

    @Test
    void everyKindOfImage_isClassifiedOrRefusedWithAReason(@TempDir Path home) throws Exception {
        StringBuilder macro = new StringBuilder();
        for (String type : List.of("8-bit", "16-bit", "32-bit", "RGB")) {
            macro.append("newImage(\"%s\", \"%s ramp\", 64, 64, 1);\n".formatted(type, type));
            macro.append("run(\"Classify Region...\", \"model=pneumonia-cxr-28\");\n");
        }
        macro.append("""
                newImage("composite", "8-bit composite-mode", 64, 64, 2, 1, 1);
                run("Classify Region...", "model=pneumonia-cxr-28");
                newImage("stack", "8-bit ramp", 64, 64, 3);
                makeRectangle(0, 0, 30, 30);
                setSlice(2);
                run("Classify Region...", "model=pneumonia-cxr-28 all");
                show("stack", "" + getSliceNumber() + " " + getResult("Slice", nResults - 1));
                setBatchMode(true);
                newImage("batch", "8-bit ramp", 64, 64, 1);
                run("Classify Region...", "model=pneumonia-cxr-28");
                setBatchMode(false);
                show("rows", nResults);
                """);
        Map<String, String> shown = run(home, macro.toString());
        assertEquals("9", shown.get("rows"), shown.get("all")); // four types, composite, three slices, batch
        assertEquals("2 3", shown.get("stack"));
    }

    private static String refusal(Path home, String macro) throws Exception {
        Map<String, String> shown = run(home, macro + "show(\"reached\", \"yes\");\n");
        assertEquals(null, shown.get("reached"), shown.get("all")); // the macro ends, and nothing waits for a click
        return shown.getOrDefault("Veilray", shown.get("all"));
    }

    @Test
    void mistakes_endTheMacroWithASentence(@TempDir Path home) throws Exception {
        String none = refusal(home.resolve("1"), "run(\"Classify Region...\", \"model=pneumonia-cxr-28\");\n");
        assertTrue(none.contains("no image is open"), none);
        String line = refusal(
                home.resolve("2"),
                SCAN + "makeLine(1, 1, 20, 20);\nrun(\"Classify Region...\", \"model=pneumonia-cxr-28\");\n");
        assertTrue(line.contains("must enclose an area"), line);
        String model = refusal(home.resolve("3"), SCAN + "run(\"Classify Region...\", \"model=none\");\n");
        assertTrue(model.contains("no model \"none\""), model);
        String mode = refusal(
                home.resolve("5"), SCAN + "run(\"Classify Region...\", \"model=chest-cxr-256 mode=quadratic\");\n");
        assertTrue(mode.contains("does not run model \"chest-cxr-256\" in mode quadratic, only in masked"), mode);
        String server = refusal(
                home.resolve("4"),
                SCAN + "run(\"Classify Region...\", \"server=localhost:1 model=pneumonia-cxr-28\");\n");
        assertTrue(server.contains("check that the server runs"), server);
    }

    @Test
    void localCloud_isStartedStoppedAndStartedAgainByACommandThatNeedsIt(@TempDir Path home) throws Exception {
        Map<String, String> shown = run(home, SCAN + """
                        run("Start Local Cloud");
                        run("Stop Local Cloud");
                        run("Stop Local Cloud");
                        run("Classify Region...", "model=pneumonia-cxr-28");
                        show("rows", nResults);
                        run("Server Settings...", "server=local");
                        run("About Veilray...");
                        run("Veilray Help");
                        """);
        assertEquals("1", shown.get("rows"), shown.get("all"));
        assertTrue(shown.get("Veilray").contains("Nothing leaves this computer."), shown.get("Veilray"));
        assertTrue(shown.get("Veilray").contains("the local cloud has stopped. | no local cloud was running."));
        assertTrue(shown.get("all").contains("## Macro reference"), "the manual is in the jar");
    }

    @Test
    void createdMacro_andFolderCommand_work(@TempDir Path home) throws Exception {
        Path scans = Files.createDirectories(home.resolve("scans"));
        for (int i = 0; i < 5; i++) {
            picture(scans.resolve("scan" + i + ".png"));
        }
        Files.writeString(scans.resolve("notes.txt"), "no image");
        Path macro = home.resolve("created.ijm");
        Map<String, String> shown = run(home, """
                run("Create Macro...", "path=[%s]");
                run("Classify Folder...", "input=[%s] output=[%s/out.csv] model=pneumonia-cxr-28 parallel=2");
                run("Classify Folder...", "input=[%s] output=[%s/out.csv] model=pneumonia-cxr-28 parallel=2");
                show("done", "yes");
                """.formatted(macro, scans, home, scans, home));
        assertEquals("yes", shown.get("done"), shown.get("all"));
        assertTrue(Files.readString(macro).contains("run(\"Classify Folder...\""), shown.get("all"));
        assertEquals(1 + 6, Files.readAllLines(home.resolve("out.csv")).size());
        assertTrue(shown.get("all").contains("5 images classified, 1 refused with a reason, 0 done by an earlier run"));
        assertTrue(shown.get("all").contains("0 images classified, 0 refused with a reason, 6 done by an earlier run"));
    }

    private static void picture(Path file) throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
        image.createGraphics().fillOval(5, 5, 30, 30);
        ImageIO.write(image, "png", file.toFile());
    }
}
