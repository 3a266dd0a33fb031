package io.veilray.ui.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.veilray.client.LocalCloud.SumNeed;
import io.veilray.protocol.LayerCost;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkPacking;
import io.veilray.result.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What importing a model tells, for people and for programs.
 *
 * @param runs in the card's first mode
 * @param modes all of them, side by side
 */
record ImportReport(ImportRuns runs, Optional<Quantisation> quantisation, List<ImportMode> modes) {

    private LayerCost cost(NetworkPacking packing, int layer) {
        return LayerCost.of(packing, layer);
    }

    private NetworkPacking packing() {
        return new NetworkPacking(model().network(), model().network().mode().heParameters());
    }

    private ModelInfo model() {
        return runs.model();
    }

    private boolean shared() {
        return model().network().mode().shared();
    }

    /** Shared sums stay where they are. */
    private String online(long bytes) {
        return shared() ? "-" : text("%,d", bytes);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "Model %s %s can be run privately, in mode %s as its card says:",
                model().id(), model().version(), model().network().mode().word()));
        lines.add("");
        lines.add(text(
                "  %-24s %-12s %6s %6s %11s %11s %11s %5s",
                "layer", "sums", "up", "down", "ticket B", "online up", "down", "bits"));
        NetworkPacking packing = packing();
        for (int i = 0; i < model().network().rounds(); i++) {
            LayerShape layer = model().network().layers().get(i);
            LayerCost cost = cost(packing, i);
            lines.add(text(
                    "  %-24.24s %-12s %6d %6d %,11d %11s %11s %5d%s",
                    layer.name(),
                    layer.linearOutput(),
                    cost.uploads(),
                    cost.responses(),
                    cost.ticketBytes(),
                    online(cost.onlineBytesUp()),
                    online(cost.onlineBytesDown()),
                    runs.needs().get(i).bits(),
                    runs.needs().get(i).proved() ? "" : " calibrated"));
        }
        Classification last = runs.any();
        lines.add("");
        lines.add(text(
                "Ring of %d bits, sums %s. %d rounds, %,d bytes up and %,d down online, %,d for the ticket.",
                model().network().ringBits(),
                runs.proved() ? "proved to fit" : "calibrated by the card",
                last.rounds(),
                last.bytesUp(),
                last.bytesDown(),
                last.bytesOffline()));
        lines.add(text(
                "On this computer, client and server together: first %.0f ms, median of %d runs %.0f ms.",
                runs.firstMillis(), runs.runs().size(), runs.medianMillis()));
        quantisation.ifPresent(q -> lines.add(text(
                "On %d images (%d unreadable): accuracy float %.4f, fixed point %.4f, same class on %.4f.",
                q.images(), q.skipped(), q.floatAccuracy(), q.fixedPointAccuracy(), q.agreement())));
        lines.add("");
        lines.add(ImportMode.HEAD);
        modes.forEach(mode -> lines.add(mode.line()));
        modes.forEach(mode -> mode.work().ifPresent(lines::add));
        modes.stream()
                .filter(ImportMode::classOnly)
                .forEach(mode -> lines.add(mode.mode().word()
                        + ": whoever classifies learns the class only; of the card's rule for opinions, the modality and"
                        + " the image are judged, and nothing that needs logits"));
        modes.forEach(mode -> lines.add(mode.mode().word() + ": " + mode.mode().promise()));
        return lines;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("model", model().id());
        json.addProperty("modelVersion", model().version());
        json.addProperty("mode", model().network().mode().word());
        json.addProperty("ringBits", model().network().ringBits());
        json.addProperty("proved", runs.proved());
        json.addProperty("rounds", runs.any().rounds());
        json.addProperty("bytesUp", runs.any().bytesUp());
        json.addProperty("bytesDown", runs.any().bytesDown());
        json.addProperty("bytesOffline", runs.any().bytesOffline());
        json.addProperty("firstMillis", runs.firstMillis());
        json.addProperty("medianMillis", runs.medianMillis());
        JsonArray layers = new JsonArray();
        NetworkPacking packing = packing();
        for (int i = 0; i < runs.needs().size(); i++) {
            layers.add(json(runs.needs().get(i), cost(packing, i)));
        }
        json.add("layers", layers);
        JsonArray tried = new JsonArray();
        modes.forEach(mode -> tried.add(mode.json()));
        json.add("modes", tried);
        quantisation.ifPresent(q -> {
            json.addProperty("images", q.images());
            json.addProperty("skipped", q.skipped());
            json.addProperty("accuracyFloat", q.floatAccuracy());
            json.addProperty("accuracyFixedPoint", q.fixedPointAccuracy());
            json.addProperty("agreement", q.agreement());
        });
        return json;
    }

    private JsonObject json(SumNeed need, LayerCost cost) {
        JsonObject json = new JsonObject();
        json.addProperty("layer", need.layer());
        json.addProperty("largestSum", need.largest());
        json.addProperty("bits", need.bits());
        json.addProperty("proved", need.proved());
        json.addProperty("uploads", cost.uploads());
        json.addProperty("responses", cost.responses());
        json.addProperty("ticketBytes", cost.ticketBytes());
        json.addProperty("onlineBytesUp", shared() ? null : cost.onlineBytesUp());
        json.addProperty("onlineBytesDown", shared() ? null : cost.onlineBytesDown());
        return json;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
