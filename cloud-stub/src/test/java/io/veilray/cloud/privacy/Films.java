package io.veilray.cloud.privacy;

import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.share.FixedPoint;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Images for a shipped model: its public test split where it is there, else drawings of nothing. */
final class Films {
    private static final Path DATA = Path.of(System.getProperty("veilray.data", "../../shared/data"));
    private static final Map<String, String> FOLDERS = Map.of(
            "pneumonia-cxr-28", "pneumonia_cxr_28",
            "brain-mri-128", "brain_mri_128",
            "chest-cxr-256", "chest_cxr_nih_256");

    private final ModelInfo model;
    private final List<Path> files;

    private Films(ModelInfo model, List<Path> files) {
        this.model = model;
        this.files = files;
    }

    static Films of(ModelInfo model) throws IOException {
        Path split = DATA.resolve(FOLDERS.getOrDefault(model.baseId(), "none")).resolve("test");
        if (!Files.isDirectory(split)) {
            return drawings(model);
        }
        try (Stream<Path> all = Files.walk(split)) {
            List<Path> files =
                    new java.util.ArrayList<>(all.filter(file -> file.toString().endsWith(".png"))
                            .sorted()
                            .toList());
            Collections.shuffle(files, new Random(1));
            return new Films(model, files);
        }
    }

    /** The same on every machine. */
    static Films drawings(ModelInfo model) {
        return new Films(model, List.of());
    }

    String kind() {
        return files.isEmpty() ? "drawings" : "test films";
    }

    int count() {
        return files.isEmpty() ? 50 : files.size();
    }

    Patch patch(int index) {
        if (files.isEmpty()) {
            return drawing(index);
        }
        try {
            Raster raster =
                    ImageIO.read(files.get(index % files.size()).toFile()).getRaster();
            float[] values = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (float[]) null);
            Slice slice = new Slice(raster.getWidth(), raster.getHeight(), values, Window.between(0, 255), false);
            return PatchMaker.cut(slice, Region.whole(slice), model.input());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A few soft blobs and a little grain. */
    private Patch drawing(int index) {
        int height = model.input().heightPx();
        int width = model.input().widthPx();
        Random random = new Random(index);
        float[] values = new float[height * width];
        for (int blob = 0; blob < 6; blob++) {
            double y = random.nextDouble() * height;
            double x = random.nextDouble() * width;
            double size = height * (0.05 + 0.2 * random.nextDouble());
            for (int i = 0; i < values.length; i++) {
                double square = Math.pow(i / width - y, 2) + Math.pow(i % width - x, 2);
                values[i] += (float) (0.4 * Math.exp(-square / (2 * size * size)));
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.clamp(values[i] + 0.02 * random.nextGaussian(), 0, 1);
        }
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }

    long[] input(int index) {
        return new FixedPoint(model.network().activationBits())
                .encode(patch(index).values());
    }
}
