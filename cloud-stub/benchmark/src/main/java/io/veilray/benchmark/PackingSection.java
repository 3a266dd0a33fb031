package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.veilray.he.PackedSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Responses filled by blocks beside responses merged by key switching, layer by layer; every sum is checked. */
final class PackingSection implements Section {
    private static final int WARM_UP = 10;
    private static final String HEAD = """
            One ticket of each network (layer by layer in performance.json), both sides on one thread, processor time; the
            last columns add the time on a line of that rate, nothing overlapped. *Blocks*: several channels and outputs
            side by side in a polynomial, which is what the product does; *best* is the cheapest of all strip heights,
            channels and outputs. *Merged*: channels interleaved, up to 4 responses merged into one by key switching
            (Chen, Dai, Kim, Song, ePrint 2020/015, section 3), a prototype; every sum is checked.

            Merging saves bytes; it takes more of the server's time, a megabyte of keys for each session in its memory
            instead of 64 KB, and the assumption that keys may encrypt each other. Tickets are made ahead, so bytes that
            travel in the background matter less than what a server can serve: the product keeps the blocks.

            | | packing | up | down | products | key switches | KB up | KB down | client ms | server ms | ms at 100 Mbit/s | ms at 1 Gbit/s |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;
    private static final String KEYS_HEAD = """

            | keys of a session | KB up | KB in the server | client ms | digits of a residue | noise seen, bits | its bound, bits |
            |---|---|---|---|---|---|---|
            """;

    @Override
    public String title() {
        return "Packing of responses";
    }

    @Override
    public Figures measure() throws Exception {
        List<ComparedLayer> layers = ComparedLayer.all();
        PackingVariants variants = new PackingVariants();
        for (int i = 0; i < WARM_UP; i++) {
            variants.measure(layers.get(3));
        }
        Map<String, Map<String, PackingCost>> costs = new LinkedHashMap<>();
        for (ComparedLayer layer : layers) {
            Map<String, PackingCost> measured = variants.measure(layer);
            costs.merge("**" + layer.network() + "**", measured, PackingSection::sum);
            costs.put(layer.network() + ", " + layer.name(), measured);
        }
        StringBuilder page = new StringBuilder(HEAD);
        costs.forEach((name, each) ->
                each.forEach((packing, cost) -> page.append(name.startsWith("**") ? row(name, packing, cost) : "")));
        JsonObject json = new JsonObject();
        json.add("layers, bytes and milliseconds", new Gson().toJsonTree(costs));
        page.append('\n');
        costs.forEach((name, each) -> page.append(name.startsWith("**") ? breakEven(name, each, variants) : ""));
        JsonObject keys = new JsonObject();
        page.append(KEYS_HEAD);
        variants.sessions().forEach((name, session) -> page.append(row(name, session, keys)));
        json.add("keys of a session", keys);
        return new Figures(json, page.toString(), Map.of());
    }

    private static Map<String, PackingCost> sum(Map<String, PackingCost> a, Map<String, PackingCost> b) {
        Map<String, PackingCost> out = new LinkedHashMap<>();
        a.forEach((packing, cost) -> out.put(packing, cost.plus(b.get(packing))));
        return out;
    }

    /** Tickets after which a session's keys have saved as many bytes as they took. */
    private static String breakEven(String network, Map<String, PackingCost> costs, PackingVariants variants) {
        StringBuilder out = new StringBuilder();
        costs.forEach((packing, cost) -> {
            double keys = PackingVariants.keyBytes(variants.sessions(), packing);
            double saved = costs.get(PackingVariants.PLANNED).bytes() - cost.bytes();
            if (keys > 0) {
                out.append(String.format(
                        Locale.ROOT, "- %s, %s: %.1f tickets pay for the keys.%n", network, packing, keys / saved));
            }
        });
        return out.toString();
    }

    private static String row(String name, String packing, PackingCost cost) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %d | %d | %.0f | %.0f | %.1f | %.1f | %.0f | %.0f |%n",
                name,
                packing,
                cost.uploads(),
                cost.responses(),
                cost.products(),
                cost.keySwitches(),
                cost.bytesUp() / 1e3,
                cost.bytesDown() / 1e3,
                cost.clientMillis(),
                cost.serverMillis(),
                cost.millis(1e8),
                cost.millis(1e9));
    }

    private static String row(String name, PackedSession session, JsonObject keys) {
        JsonObject json = new JsonObject();
        json.addProperty("bytes up", session.keyBytes());
        json.addProperty("bytes in the server", session.keyMemory());
        json.addProperty("client milliseconds", session.keyMillis());
        json.addProperty("digits", session.digits());
        json.addProperty("noise bits", session.noiseBits());
        json.addProperty("noise bound bits", session.noiseBoundBits());
        keys.add(name, json);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.1f | %d | %.1f | %.1f |%n",
                name,
                session.keyBytes() / 1e3,
                session.keyMemory() / 1e3,
                session.keyMillis(),
                session.digits(),
                json.get("noise bits").getAsDouble(),
                session.noiseBoundBits());
    }
}
