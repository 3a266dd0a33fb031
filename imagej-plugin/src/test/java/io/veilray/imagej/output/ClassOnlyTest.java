package io.veilray.imagej.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ByteProcessor;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of a model whose owner reveals the class alone: macros read the class, and no number where there is none. */
class ClassOnlyTest {
    private static Found found() {
        Classification result = new Classification(
                "m",
                "1",
                "strict",
                List.of("no", "yes"),
                new double[0],
                new double[0],
                false,
                1,
                List.of(),
                new Region(0, 0, 8, 8),
                1,
                1,
                1,
                1,
                Map.of(),
                Optional.empty());
        return new Found("image", 1, Optional.empty(), result, 0.5, "local", "as they are");
    }

    @Test
    void table_hasTheClassAndEmptyCells() {
        Map<String, String> cells = Tables.cells(found());
        assertEquals("yes", cells.get("Class"));
        assertEquals(List.of("", "", ""), List.of(cells.get("P(no)"), cells.get("P(yes)"), cells.get("Calibrated")));
        Tables.append(found(), "Results");
        ResultsTable table = Analyzer.getResultsTable();
        int row = table.size() - 1;
        assertEquals("yes", table.getStringValue("Class", row));
        assertTrue(Double.isNaN(table.getValue("P(yes)", row)), table.getRowAsString(row));
        table.reset();
    }

    @Test
    void propertiesAndDrawing_haveTheClassAlone() {
        ImagePlus image = new ImagePlus("image", new ByteProcessor(64, 64));
        Properties.set(image, found());
        assertEquals("yes", image.getProp("veilray.class"));
        for (String name : List.of("veilray.probability", "veilray.p.1", "veilray.p.2")) {
            String value = image.getProp(name);
            assertTrue(value == null || value.isEmpty(), name + " is " + value);
        }
        new ResultDrawing(image, found()).words().lines().forEach(line -> assertFalse(line.contains("%"), line));
    }
}
