package io.veilray.trainer;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FixedPointModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.opinion.Doubt;
import io.veilray.opinion.OpinionRule;
import io.veilray.region.InputSpec;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How many images that a model should have no opinion on are noticed: other data sets, and its own ones spoilt. */
final class Strangers {
    private static final int DRAWN = 50;

    private final FloatModel model;
    private final OpinionRule rule;
    private final InputSpec input;
    private final Optional<FixedPointModel> calibrated;

    Strangers(CheckedModel model, OpinionRule rule) {
        this.model = new FloatModel(model);
        this.rule = rule;
        this.input = model.info().input();
        this.calibrated = model.calibrated() ? Optional.of(new FixedPointModel(model)) : Optional.empty();
    }

    /**
     * One line a kind of stranger: share noticed by the patch, by the logits, by the probability, by any; and, of a model
     * whose ranges are measured, the share whose sums leave the ring, and how many of these the patch does
     * not give away.
     */
    List<String> report(Path data, Recipe recipe, LabelledImages own) throws IOException {
        Map<String, List<Slice>> kinds = new LinkedHashMap<>();
        for (Path folder : folders(data)) {
            if (!folder.getFileName().toString().equals(recipe.folder())) {
                kinds.put(folder.getFileName().toString(), pictures(folder.resolve("test")));
            }
        }
        int size = own.sizePx();
        List<Slice> test = Stream.of(own.pixels()).map(p -> slice(p, size)).toList();
        kinds.put("own, gray values inverted", changed(own, pixels -> inverted(pixels)));
        kinds.put("own, upside down", changed(own, pixels -> turned(pixels, size, true)));
        kinds.put("own, turned a quarter", changed(own, pixels -> turned(pixels, size, false)));
        kinds.put("uniform noise", drawn(size, true));
        kinds.put("one gray value", drawn(size, false));
        List<String> lines = new ArrayList<>();
        kinds.forEach((name, slices) -> lines.add(line(name, slices, slice -> Region.whole(slice))));
        lines.add(line("own, upper left quarter", test, slice -> new Region(0, 0, size / 2, size / 2)));
        lines.add(line("own, middle quarter", test, slice -> new Region(size / 4, size / 4, size / 2, size / 2)));
        return lines;
    }

    private String line(String name, List<Slice> slices, Function<Slice, Region> region) {
        List<List<Doubt>> doubts = slices.stream()
                .map(slice -> PatchMaker.cut(slice, region.apply(slice), input))
                .map(patch -> rule.doubts(patch, model.logits(patch)))
                .toList();
        return noticed(name, slices.size(), doubts)
                + calibrated.map(fixed -> lost(fixed, slices, region)).orElse("");
    }

    /** An overflown logit is any number, so what is doubted in the logits does not count. */
    private String lost(FixedPointModel fixed, List<Slice> slices, Function<Slice, Region> region) {
        int lost = 0;
        int unnoticed = 0;
        for (Slice slice : slices) {
            Patch patch = PatchMaker.cut(slice, region.apply(slice), input);
            try {
                fixed.logits(patch);
            } catch (ArithmeticException e) {
                lost++;
                boolean noticed = rule.doubts(patch, model.logits(patch)).stream()
                        .anyMatch(doubt -> doubt.kind() == Doubt.Kind.UNFAMILIAR_IMAGE);
                unnoticed += noticed ? 0 : 1;
            }
        }
        return String.format(Locale.ROOT, " %s, %d unnoticed |", percent(lost, slices.size()), unnoticed);
    }

    private static String noticed(String name, int images, List<List<Doubt>> doubts) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s |",
                name,
                images,
                share(doubts, Doubt.Kind.UNFAMILIAR_IMAGE),
                share(doubts, Doubt.Kind.UNFAMILIAR_ANSWER),
                share(doubts, Doubt.Kind.LOW_PROBABILITY),
                percent(doubts.stream().filter(list -> !list.isEmpty()).count(), doubts.size()));
    }

    private static String share(List<List<Doubt>> doubts, Doubt.Kind kind) {
        long hits = doubts.stream()
                .filter(list -> list.stream().anyMatch(doubt -> doubt.kind() == kind))
                .count();
        return percent(hits, doubts.size());
    }

    private static String percent(long hits, int of) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * hits / of);
    }

    private static List<Path> folders(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(folder -> Files.isDirectory(folder.resolve("test")))
                    .sorted()
                    .toList();
        }
    }

    private static List<Slice> pictures(Path folder) throws IOException {
        List<Slice> out = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".png"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                LabelledImages.Picture picture = LabelledImages.picture(file);
                out.add(slice(picture.values(), picture.widthPx()));
            }
        }
        return out;
    }

    private static Slice slice(float[] values, int widthPx) {
        return new Slice(widthPx, values.length / widthPx, values, Window.between(0, 1), false);
    }

    private static List<Slice> changed(LabelledImages own, UnaryOperator<float[]> change) {
        return Stream.of(own.pixels())
                .map(pixels -> slice(change.apply(pixels), own.sizePx()))
                .toList();
    }

    private static float[] inverted(float[] pixels) {
        float[] out = new float[pixels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = 1 - pixels[i];
        }
        return out;
    }

    private static float[] turned(float[] pixels, int size, boolean upsideDown) {
        float[] out = new float[pixels.length];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                out[y * size + x] = upsideDown ? pixels[(size - 1 - y) * size + x] : pixels[x * size + size - 1 - y];
            }
        }
        return out;
    }

    private static List<Slice> drawn(int size, boolean noise) {
        SplittableRandom random = new SplittableRandom(1);
        List<Slice> out = new ArrayList<>();
        for (int i = 0; i < DRAWN; i++) {
            float[] values = new float[size * size];
            for (int p = 0; p < values.length; p++) {
                values[p] = noise ? (float) random.nextDouble() : (float) i / (DRAWN - 1);
            }
            out.add(slice(values, size));
        }
        return out;
    }
}
