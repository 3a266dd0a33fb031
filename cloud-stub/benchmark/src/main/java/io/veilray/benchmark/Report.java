package io.veilray.benchmark;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The benchmark command: runs the sections and writes docs/performance.md, the figures as performance.json and the charts
 * into the folder performance. Exits with 1 if a section's check fails or it breaks off, after writing.
 */
public final class Report {
    private static final Kernels KERNELS = new Kernels();
    private static final List<Section> SECTIONS = List.of(
            new NetworkSection(),
            new ModeSection(),
            new LinkSection(),
            new ThroughputSection(),
            new FirstRunSection(),
            new GrowthSection(),
            new SingleLayerSection(),
            new PackingSection(),
            new KernelSection(KERNELS),
            new RooflineSection(KERNELS));
    private static final String ALL = "all";

    private Report() {}

    /** @param args the folder to write into, and the sections' keys with commas between them, or "all" */
    public static void main(String[] args) throws Exception {
        Path docs = Path.of(args[0]);
        Map<Section, Figures> found = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        for (Section section : chosen(args.length > 1 ? args[1] : ALL)) {
            long start = System.nanoTime();
            try {
                Figures figures = section.measure();
                found.put(section, figures);
                failures.addAll(figures.failures());
            } catch (Exception e) { // minutes of the other sections are not to be lost
                e.printStackTrace();
                failures.add("section " + section.title() + " broke off: " + e);
            }
            System.out.printf("%s took %d s%n", section.title(), (System.nanoTime() - start) / 1_000_000_000);
        }
        write(docs, found);
        failures.forEach(System.out::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static List<Section> chosen(String keys) {
        if (keys.equals(ALL)) {
            return SECTIONS;
        }
        List<String> known = SECTIONS.stream().map(Section::key).toList();
        List<String> wanted = List.of(keys.split(","));
        if (!known.containsAll(wanted)) {
            throw new IllegalArgumentException("sections " + wanted + ": must be among " + known);
        }
        return SECTIONS.stream()
                .filter(section -> wanted.contains(section.key()))
                .toList();
    }

    private static void write(Path docs, Map<Section, Figures> found) throws Exception {
        JsonObject json = new JsonObject();
        Path charts = Files.createDirectories(docs.resolve("performance"));
        for (var each : found.entrySet()) {
            json.add(each.getKey().title(), each.getValue().json());
            for (var chart : each.getValue().charts().entrySet()) {
                Files.writeString(charts.resolve(chart.getKey()), chart.getValue());
            }
        }
        Files.writeString(
                docs.resolve("performance.json"),
                new GsonBuilder()
                                .disableHtmlEscaping()
                                .setPrettyPrinting()
                                .create()
                                .toJson(json) + "\n");
        Files.writeString(docs.resolve("performance.md"), PerformancePage.of(found));
    }
}
