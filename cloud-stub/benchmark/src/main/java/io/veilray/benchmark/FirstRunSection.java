package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What a user meets first: the first, second and tenth classification of a fresh JVM, with and without a start cache. */
final class FirstRunSection implements Section {
    private static final int JVMS = 5;
    /** As bin/veilray. */
    private static final String COLLECTOR = "-XX:+UseG1GC";

    @Override
    public String title() {
        return "First classifications";
    }

    @Override
    public Figures measure() throws Exception {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        Path folder = Files.createTempDirectory("veilray-bench");
        Path cache = folder.resolve("start.aot");
        try (Loopback cloud = Loopback.serving(Networks.four(64))) {
            String jars = jars(folder);
            run(cloud, "-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=off", "-cp", jars); // and the server is warm then
            all.put("without a cache", medians(cloud, "-cp", jars));
            all.put("with a cache", medians(cloud, "-XX:AOTCache=" + cache, "-cp", jars));
        } finally {
            delete(folder);
        }
        Table table = new Table(
                "start", "to connected, ms", "to the first result, ms", "first, ms", "second, ms", "tenth, ms");
        all.forEach((start, at) -> table.row(
                start,
                at.get("process start to connected, ms"),
                at.get("process start to first result, ms"),
                at.get("first, ms"),
                at.get("second, ms"),
                at.get("tenth, ms")));
        String text = """
                A fresh client JVM and a server that is warm, bench-64 on loopback, each classification on a fresh ticket;
                medians of %d JVMs. The cache is Java's own of classes and profiles (JEP 483 and 515), made by one run before,
                as bin/veilray's is made by the build.

                %s""".formatted(JVMS, table);
        return new Figures(new Gson().toJsonTree(all), text, Map.of());
    }

    /** This JVM's class path with its folders as jars, since the cache takes nothing else. */
    private static String jars(Path folder) {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> out = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            boolean classes = Files.isDirectory(Path.of(entry));
            String packed = classes ? folder.resolve(out.size() + ".jar").toString() : entry;
            if (classes && jar.run(System.out, System.err, "--create", "--file", packed, "-C", entry, ".") != 0) {
                throw new IllegalStateException("cannot pack " + entry);
            }
            out.add(packed);
        }
        return String.join(File.pathSeparator, out);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Map<String, Double> medians(Loopback cloud, String... options) throws Exception {
        Series series = new Series();
        for (int i = 0; i < JVMS; i++) {
            String line = run(cloud, options);
            new Gson().fromJson(line, new TypeToken<Map<String, Double>>() {}).forEach(series::add);
        }
        return series.medians();
    }

    /** The last line that it printed. */
    private static String run(Loopback cloud, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(COLLECTOR);
        all.addAll(cloud.options());
        return Fork.run(FirstRuns.class, all.toArray(String[]::new));
    }
}
