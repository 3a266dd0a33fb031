package io.veilray.benchmark;

import com.google.gson.GsonBuilder;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The benchmark command: kernels, then whole classifications, as JSON and as the table of docs/performance. Exits with 1
 * if the transforms or the online convolution are less than twice as fast as their scalar form, which means that HotSpot no longer vectorises them.
 */
public final class Report {
    private static final double LEAST_VECTOR_GAIN = 2;

    private Report() {}

    /** @param args the folder to write performance.md and performance.json into */
    public static void main(String[] args) throws Exception {
        Path docs = Path.of(args[0]);
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        all.put("kernels, microseconds", Kernels.vectorised());
        all.put("kernels without vector instructions, microseconds", Kernels.scalar());
        for (CheckedModel model : ModelFolder.shipped()) {
            all.put(model.info().id(), NetworkRun.measure(model, Optional.empty()));
        }
        Path folder = Files.createTempDirectory("veilray-bench");
        SixtyFour.write(folder);
        all.put(SixtyFour.ID, NetworkRun.measure(ModelFolder.read(folder).getFirst(), Optional.of(folder)));
        SixtyFour.delete(folder);
        Files.writeString(
                docs.resolve("performance.json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n");
        String table = PerformancePage.of(all);
        Files.writeString(docs.resolve("performance.md"), table);
        System.out.println(table);
        System.exit(vectorGain(all) < LEAST_VECTOR_GAIN ? 1 : 0);
    }

    private static double vectorGain(Map<String, Map<String, Double>> all) {
        Map<String, Double> vectorised = all.get("kernels, microseconds");
        double least = Double.POSITIVE_INFINITY;
        for (var scalar :
                all.get("kernels without vector instructions, microseconds").entrySet()) {
            double gain = scalar.getValue() / vectorised.get(scalar.getKey());
            System.out.printf(Locale.ROOT, "%s: %.1f times its scalar form%n", scalar.getKey(), gain);
            boolean watched = !scalar.getKey().contains("multiplyAccumulate");
            least = watched ? Math.min(least, gain) : least;
        }
        return least;
    }
}
