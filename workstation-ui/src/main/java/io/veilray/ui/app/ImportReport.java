package io.veilray.ui.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.veilray.client.LocalCloud.SumNeed;
import io.veilray.he.HeParameters;
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
 * @param needs room for sums, by layer
 * @param runs private classifications on this computer, the first one cold
 */
record ImportReport(
        ModelInfo model, List<SumNeed> needs, List<Classification> runs, Optional<Quantisation> quantisation) {

    private LayerCost cost(NetworkPacking packing, int layer) {
        return LayerCost.of(packing, layer);
    }

    private NetworkPacking packing() {
        return new NetworkPacking(model.network(), HeParameters.N4096);
    }

    private double medianMillis() {
        List<Double> sorted =
                runs.stream().map(run -> run.millis().get("total")).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private boolean proved() {
        return needs.stream().allMatch(SumNeed::proved);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text("Model %s %s can be run privately.", model.id(), model.version()));
        lines.add("");
        lines.add(text(
                "  %-24s %-12s %6s %6s %11s %11s %11s %5s",
                "layer", "sums", "up", "down", "ticket B", "online up", "down", "bits"));
        NetworkPacking packing = packing();
        for (int i = 0; i < model.network().rounds(); i++) {
            LayerShape layer = model.network().layers().get(i);
            LayerCost cost = cost(packing, i);
            lines.add(text(
                    "  %-24.24s %-12s %6d %6d %,11d %,11d %,11d %5d%s",
                    layer.name(),
                    layer.linearOutput(),
                    cost.uploads(),
                    cost.responses(),
                    cost.ticketBytes(),
                    cost.onlineBytesUp(),
                    cost.onlineBytesDown(),
                    needs.get(i).bits(),
                    needs.get(i).proved() ? "" : " calibrated"));
        }
        Classification last = runs.getLast();
        lines.add("");
        lines.add(text(
                "Ring of %d bits, sums %s. %d rounds, %,d bytes up and %,d down online, %,d for the ticket.",
                model.network().ringBits(),
                proved() ? "proved to fit" : "calibrated by the card",
                last.rounds(),
                last.bytesUp(),
                last.bytesDown(),
                last.bytesOffline()));
        lines.add(text(
                "On this computer, client and server together: first %.0f ms, median of %d runs %.0f ms.",
                runs.getFirst().millis().get("total"), runs.size(), medianMillis()));
        quantisation.ifPresent(q -> lines.add(text(
                "On %d images (%d unreadable): accuracy float %.4f, fixed point %.4f, same class on %.4f.",
                q.images(), q.skipped(), q.floatAccuracy(), q.fixedPointAccuracy(), q.agreement())));
        return lines;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("model", model.id());
        json.addProperty("modelVersion", model.version());
        json.addProperty("ringBits", model.network().ringBits());
        json.addProperty("proved", proved());
        json.addProperty("rounds", runs.getLast().rounds());
        json.addProperty("bytesUp", runs.getLast().bytesUp());
        json.addProperty("bytesDown", runs.getLast().bytesDown());
        json.addProperty("bytesOffline", runs.getLast().bytesOffline());
        json.addProperty("firstMillis", runs.getFirst().millis().get("total"));
        json.addProperty("medianMillis", medianMillis());
        JsonArray layers = new JsonArray();
        NetworkPacking packing = packing();
        for (int i = 0; i < needs.size(); i++) {
            layers.add(json(needs.get(i), cost(packing, i)));
        }
        json.add("layers", layers);
        quantisation.ifPresent(q -> {
            json.addProperty("images", q.images());
            json.addProperty("skipped", q.skipped());
            json.addProperty("accuracyFloat", q.floatAccuracy());
            json.addProperty("accuracyFixedPoint", q.fixedPointAccuracy());
            json.addProperty("agreement", q.agreement());
        });
        return json;
    }

    private static JsonObject json(SumNeed need, LayerCost cost) {
        JsonObject json = new JsonObject();
        json.addProperty("layer", need.layer());
        json.addProperty("largestSum", need.largest());
        json.addProperty("bits", need.bits());
        json.addProperty("proved", need.proved());
        json.addProperty("uploads", cost.uploads());
        json.addProperty("responses", cost.responses());
        json.addProperty("ticketBytes", cost.ticketBytes());
        json.addProperty("onlineBytesUp", cost.onlineBytesUp());
        json.addProperty("onlineBytesDown", cost.onlineBytesDown());
        return json;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
