package io.veilray.imagej.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the build says the jar is made of, by two tools that do not know of each other. */
class BillOfMaterialsIT {
    private static final Pattern COORDINATES = Pattern.compile("\\(([^() ]+:[^() ]+:[^() ]+) - ");

    @Test
    void libraries_areTheSameInTheBillAndInTheJar() throws Exception {
        TreeSet<String> billed = foreign().stream()
                .map(each -> text(each, "group") + ":" + text(each, "name") + ":" + text(each, "version"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(billed.size() > 20, billed.toString());
        assertEquals(billed, listedInJar());
    }

    @Test
    void everyLibrary_hasALicenceAndAHash() throws Exception {
        for (JsonObject each : foreign()) {
            assertFalse(each.getAsJsonArray("licenses").isEmpty(), each.toString());
            assertTrue(each.getAsJsonArray("hashes").toString().contains("SHA-256"), each.toString());
        }
    }

    private static List<JsonObject> foreign() throws Exception {
        Path bill = ImageJProcess.JAR.resolveSibling("bom.json");
        JsonObject root = JsonParser.parseString(Files.readString(bill)).getAsJsonObject();
        assertEquals("CycloneDX", text(root, "bomFormat"));
        return root.getAsJsonArray("components").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(each -> !text(each, "group").equals("io.veilray"))
                .toList();
    }

    private static TreeSet<String> listedInJar() throws Exception {
        try (JarFile jar = new JarFile(ImageJProcess.JAR.toFile())) {
            byte[] list =
                    jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY.txt")).readAllBytes();
            return COORDINATES
                    .matcher(new String(list, StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
