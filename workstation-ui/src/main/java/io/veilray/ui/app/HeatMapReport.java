package io.veilray.ui.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.veilray.client.HeatMapRun;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Region;
import io.veilray.region.SlidingWindows;
import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import io.veilray.result.Percent;
import io.veilray.ui.classify.TlsIdentity;
import io.veilray.ui.report.ResultJson;
import io.veilray.ui.report.TlsJson;
import io.veilray.ui.scan.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A heat map in words and as JSON; the keys are a contract, listed in docs/cli.md.
 *
 * @param classIndex of the class that is shown
 * @param seconds the whole run took
 * @param identity of the server that classified
 */
record HeatMapReport(
        Scan scan,
        ModelInfo model,
        HeatMapRun.Outcome outcome,
        int classIndex,
        double seconds,
        Optional<TlsIdentity> identity) {
    HeatMap map() {
        return outcome.map();
    }

    private long sum(ToLongFunction<Classification> bytes) {
        return map().examined().stream().mapToLong(bytes).sum();
    }

    List<String> lines(Optional<Path> picture) {
        int examined = map().examined().size();
        List<String> lines = new ArrayList<>();
        lines.add("");
        scan.notes().forEach(note -> lines.add("  Note: " + note));
        if (!map().isComplete()) {
            lines.add("INCOMPLETE: only " + examined + " of " + map().answers().size() + " windows were examined");
        }
        lines.add(map().opinions() + " of " + examined + " windows have an opinion");
        if (map().opinions() < examined) {
            lines.add("The others, which the map leaves without a colour: " + doubts());
        }
        if (outcome.secondTries() > 0) {
            lines.add("Windows that failed once and were tried again: " + outcome.secondTries());
        }
        map().highest(classIndex).ifPresent(index -> lines.add(highest(index)));
        lines.add("Probabilities are " + (map().examined().getFirst().calibrated() ? "" : "not ") + "calibrated.");
        lines.add(String.format(
                Locale.ROOT,
                "%.1f s, %,d bytes up and %,d down in the rounds, %,d for the tickets",
                seconds,
                sum(Classification::bytesUp),
                sum(Classification::bytesDown),
                sum(Classification::bytesOffline)));
        picture.ifPresent(path -> lines.add("Heat map written to " + path));
        lines.add(HeatMap.PARTS);
        lines.add(Classification.RESEARCH_USE);
        return lines;
    }

    private String highest(int index) {
        Region window = map().windows().window(index);
        double probability = map().answers().get(index).orElseThrow().probabilities()[classIndex];
        return "Highest for " + model.classes().get(classIndex) + ": " + Percent.of(probability) + " in the window at "
                + window.xPx() + "," + window.yPx();
    }

    /** How often each reason was given; a window may have several. */
    private String doubts() {
        Map<String, Long> counts = map().examined().stream()
                .flatMap(answer -> answer.doubts().stream())
                .collect(Collectors.groupingBy(doubt -> doubt.kind().word(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    JsonObject json(Optional<Path> picture) {
        SlidingWindows windows = map().windows();
        Classification any = map().examined().getFirst();
        JsonObject json = new JsonObject();
        json.addProperty("model", model.id());
        json.addProperty("modelVersion", model.version());
        json.addProperty("mode", any.mode());
        json.addProperty("protects", model.network().mode().promise());
        json.addProperty("calibrated", any.calibrated());
        json.add("classes", ResultJson.strings(model.classes()));
        json.addProperty("shown", model.classes().get(classIndex));
        json.add("region", ResultJson.region(windows.region()));
        json.addProperty("windowWidth", windows.widthPx());
        json.addProperty("windowHeight", windows.heightPx());
        json.addProperty("stride", windows.stridePx());
        json.addProperty("complete", map().isComplete());
        json.addProperty(
                "failure", outcome.failure().map(CloudException::sentence).orElse(null));
        json.addProperty("examined", map().examined().size());
        json.addProperty("opinions", map().opinions());
        json.addProperty("secondTries", outcome.secondTries());
        json.add("windows", windows());
        json.addProperty("scan", scan.description());
        json.add("notes", ResultJson.strings(scan.notes()));
        json.addProperty("bytesUp", sum(Classification::bytesUp));
        json.addProperty("bytesDown", sum(Classification::bytesDown));
        json.addProperty("bytesOffline", sum(Classification::bytesOffline));
        json.addProperty("seconds", seconds);
        json.add("tls", TlsJson.of(identity));
        picture.ifPresent(path -> json.addProperty("overlay", path.toString()));
        json.addProperty("caution", HeatMap.PARTS);
        json.addProperty("use", Classification.RESEARCH_USE);
        return json;
    }

    private JsonArray windows() {
        JsonArray array = new JsonArray();
        for (int i = 0; i < map().answers().size(); i++) {
            JsonObject json = new JsonObject();
            json.add("region", ResultJson.region(map().windows().window(i)));
            json.addProperty("examined", map().answers().get(i).isPresent());
            add(json, map().answers().get(i));
            array.add(json);
        }
        return array;
    }

    private static void add(JsonObject json, Optional<Classification> answer) {
        boolean opinion = answer.map(Classification::hasOpinion).orElse(false);
        json.addProperty("opinion", opinion);
        json.addProperty("class", opinion ? answer.get().winningClass() : null);
        json.addProperty("mostLikely", answer.map(Classification::winningClass).orElse(null));
        json.add("probabilities", orNull(answer.map(a -> ResultJson.byClass(a.classes(), a.probabilities()))));
        json.add("logits", orNull(answer.map(a -> ResultJson.numbers(a.logits()))));
        json.add("doubts", orNull(answer.map(ResultJson::doubts)));
    }

    private static JsonElement orNull(Optional<? extends JsonElement> element) {
        return element.isPresent() ? element.get() : JsonNull.INSTANCE;
    }
}
