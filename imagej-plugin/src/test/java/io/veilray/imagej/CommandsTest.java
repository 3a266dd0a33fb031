package io.veilray.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static List<String> menu() throws IOException {
        try (InputStream in = CommandsTest.class.getResourceAsStream("/plugins.config")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Plugins>Veilray, \"") && !line.contains("\"-\""))
                    .toList();
        }
    }

    /** ImageJ keeps one table of labels for all its menus and runs nothing, silently, if a class has another name. */
    @Test
    void menu_isTheTableOfCommands() throws Exception {
        List<String> expected = Arrays.stream(Commands.values())
                .map(command -> "Plugins>Veilray, \"" + command.label() + "\", io.veilray.imagej.boot.Entry(\""
                        + command.word() + "\")")
                .toList();
        assertEquals(new HashSet<>(expected), new HashSet<>(menu()));
        assertEquals(expected.size(), menu().size());
        Class.forName("io.veilray.imagej.boot.Entry").getDeclaredConstructor().newInstance();
        Commands.class.getMethod("run", String.class);
    }

    @Test
    void entry_isBytecodeOfJava8() throws Exception {
        try (InputStream in = CommandsTest.class.getResourceAsStream("boot/Entry.class")) {
            byte[] head = in.readNBytes(8);
            assertEquals(52, head[7]); // JVMS table 4.1-A: major version of Java 8
        }
    }

    @Test
    void macroToStartFrom_namesOnlyOptionsThatExist() {
        String call = CreateMacro.text()
                .lines()
                .filter(line -> line.startsWith("run("))
                .findFirst()
                .orElseThrow();
        String options = call.replaceAll(".*\\.\\.\\.\", \"|\"\\);", "").replaceAll("\" \\+ input \\+ \"", "/in/");
        assertTrue(
                io.veilray.imagej.options.FolderOptions.parse(options).output().endsWith("veilray.csv"), options);
    }
}
