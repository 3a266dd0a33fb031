package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.Reliability;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the shipped cards say of their rules for opinions, measured again on the real scans. A rule that lets strangers
 * pass shows a radiologist a finding made of nothing; one that refuses what the model knows is switched off by its users.
 */
class ShippedOpinionTest {
    private static final Path DATA = Path.of(System.getProperty("veilray.data", "../../shared/data"));

    private record Case(Patch patch, double[] logits, int label) {}

    private CheckedModel model;
    private FloatModel floats;
    private OpinionRule rule;
    private JsonObject card;

    private void open(String id, String folder) throws IOException, ModelException {
        boolean there = Files.isDirectory(DATA.resolve(folder));
        if (!there) {
            System.out.println("skipped: no images in " + DATA.resolve(folder) + "; set -Dveilray.data=DIR");
        }
        Assumptions.assumeTrue(there, "no images in " + DATA.resolve(folder));
        model = ModelFolder.shipped().stream()
                .filter(shipped -> shipped.info().id().equals(id))
                .findFirst()
                .orElseThrow();
        floats = new FloatModel(model);
        rule = model.info().opinion();
        try (InputStream in = getClass().getResourceAsStream("/io/veilray/cloud/demo/models/" + id + "/card.json")) {
            card = JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    private List<Case> split(String folder, String split) throws IOException {
        List<Case> out = new ArrayList<>();
        for (int label = 0; label < model.info().classes().size(); label++) {
            int truth = label;
            Path classFolder = DATA.resolve(folder)
                    .resolve(split)
                    .resolve(model.info().classes().get(label));
            files(classFolder).map(this::patch).forEach(patch -> out.add(new Case(patch, floats.logits(patch), truth)));
        }
        return out;
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".png")).sorted().toList().stream();
        }
    }

    private Patch patch(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            float[] values = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (float[]) null);
            Slice slice = new Slice(image.getWidth(), image.getHeight(), values, Window.between(0, 255), false);
            return PatchMaker.cut(slice, Region.whole(slice), model.info().input());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double crossEntropy(List<Case> cases, double temperature) {
        OpinionRule at = OpinionRule.UNMEASURED.withTemperature(temperature);
        return cases.stream()
                .mapToDouble(c -> -Math.log(at.probabilities(c.logits())[c.label()]))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"pneumonia-cxr-28, pneumonia_cxr_28", "brain-mri-128, brain_mri_128", "chest-cxr-256, chest_cxr_nih_256"
    })
    void rule_isFittedToTheValidationSplit(String id, String folder) throws Exception {
        open(id, folder);
        List<Case> cases = split(folder, "val");
        double temperature = rule.temperature().orElseThrow();
        double least = crossEntropy(cases, temperature);
        assertTrue(least <= crossEntropy(cases, 0.99 * temperature), "a lower temperature fits better");
        assertTrue(least <= crossEntropy(cases, 1.01 * temperature), "a higher temperature fits better");
        double knownPatches = cases.stream()
                .filter(c -> rule.patch().orElseThrow().distance(c.patch())
                        <= rule.patch().orElseThrow().limit())
                .count();
        double knownLogits = cases.stream()
                .filter(c -> rule.logits().orElseThrow().distance(c.logits())
                        <= rule.logits().orElseThrow().limit())
                .count();
        // 98 of 100, and one image for the rounding of the limit to five digits
        assertEquals(0.98, knownPatches / cases.size(), 0.5 / 100 + 1.0 / cases.size());
        assertEquals(0.98, knownLogits / cases.size(), 0.5 / 100 + 1.0 / cases.size());
    }

    @ParameterizedTest
    @CsvSource({"pneumonia-cxr-28, pneumonia_cxr_28", "brain-mri-128, brain_mri_128", "chest-cxr-256, chest_cxr_nih_256"
    })
    void figuresOfTheCard_areThoseOfTheTestSplit(String id, String folder) throws Exception {
        open(id, folder);
        List<Case> cases = split(folder, "test");
        JsonObject accuracy = card.getAsJsonObject("accuracy");
        double[][] probabilities =
                cases.stream().map(c -> rule.probabilities(c.logits())).toArray(double[][]::new);
        int[] truth = cases.stream().mapToInt(Case::label).toArray();
        assertEquals(
                accuracy.getAsJsonObject("calibration")
                        .get("expectedCalibrationError")
                        .getAsDouble(),
                Reliability.of(probabilities, truth).expectedCalibrationError(),
                5.1e-5);
        double answered = cases.stream()
                .filter(c -> rule.doubts(c.patch(), c.logits()).isEmpty())
                .count();
        assertEquals(
                accuracy.getAsJsonObject("opinion").get("answered").getAsDouble(), answered / cases.size(), 5.1e-5);
    }

    /** Images of other parts of the body and by other means, through each model. */
    @ParameterizedTest
    @CsvSource({
        "pneumonia-cxr-28, brain_mri_128",
        "pneumonia-cxr-28, lung_ct_256",
        "pneumonia-cxr-28, breast_us_128",
        "brain-mri-128, pneumonia_cxr_28",
        "brain-mri-128, lung_ct_256",
        "brain-mri-128, breast_us_128",
        "chest-cxr-256, brain_mri_128",
        "chest-cxr-256, lung_ct_256",
        "chest-cxr-256, breast_us_128"
    })
    void strangers_getNoOpinion(String id, String folder) throws Exception {
        open(id, folder);
        List<Patch> patches =
                files(DATA.resolve(folder).resolve("test")).map(this::patch).toList();
        long noticed = patches.stream()
                .filter(patch -> !rule.doubts(patch, floats.logits(patch)).isEmpty())
                .count();
        System.out.println(id + ": " + noticed + " of " + patches.size() + " images of " + folder + " get no opinion");
        assertTrue(noticed >= 0.99 * patches.size(), noticed + " of " + patches.size());
    }
}
