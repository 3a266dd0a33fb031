package io.veilray.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** The speed to reach (design, section 8) beside what the sections found. */
final class Targets {
    /** Processor time of SEAL 4.4 without HEXL for a forward transform of 54.5 bits, measured apart on a like machine. */
    private static final double SEAL_MICROSECONDS_A_BIT = 47 / 54.5;

    private static final double MODULUS_BITS = 100;

    private final JsonObject figures;
    private final Table table = new Table("what", "wanted", "measured", "reached");

    private Targets(JsonObject figures) {
        this.figures = figures;
    }

    /** Empty unless every section ran that it needs. */
    static String of(Map<Section, Figures> found) {
        JsonObject figures = new JsonObject();
        found.forEach((section, each) -> figures.add(section.key(), each.json()));
        for (String needed : new String[] {"networks", "links", "kernels", "single-layers-beside-opencheetah"}) {
            if (!figures.has(needed)) {
                return "";
            }
        }
        return new Targets(figures).table();
    }

    private String table() {
        double transform = kernel("forwardTransform") / MODULUS_BITS;
        atLeast(
                "transform, N = 4096, per bit of modulus: SEAL's time (47 µs for 54.5 bits, measured apart) by ours",
                3,
                SEAL_MICROSECONDS_A_BIT / transform);
        atMost("seeded encryption, N = 4096, µs", 100, kernel("encrypt"));
        atMost("decryption, one prime, N = 4096, µs", 40, kernel("decrypt"));
        atMost(
                SingleLayer.DESIGN_LAYER + ", flooding and packing included: server, processor time, ms",
                25,
                number("single-layers-beside-opencheetah", "all there are", SingleLayer.DESIGN_LAYER)
                        .apply(SingleLayer.MULTIPLY));
        Row network = number("networks", Networks.SIXTY_FOUR);
        double clear = network.apply("float model in the clear, ms");
        atMost("bench-64, online phase, wall, ms", 60, network.apply("wall online, ms"));
        double online = network.apply("online, client CPU ms") + network.apply("online, server CPU ms");
        atMost("bench-64, online phase, processor time of both sides by the float model's", 3, online / clear);
        atMost("bench-64, online phase, wall by the float model's", 3, network.apply("wall online, ms") / clear);
        atMost(
                "bench-64, a ticket, processor time of both sides, ms",
                300,
                network.apply("ticket, client CPU ms") + network.apply("ticket, server CPU ms"));
        atMost("bench-64, a ticket, MB both ways", 5, network.apply("bytes of the ticket") / 1e6);
        double least = network.apply("ring bits l")
                / 8
                * (network.apply("activations up") + network.apply("activations down"));
        atMost(
                "bench-64, online traffic above l bits an activation, %",
                2, 100 * (network.apply("bytes online") / least - 1));
        atMost("bench-64, click to result with a ready ticket, loopback, ms", 100, click("loopback"));
        for (SlowLink.Speed speed : LinkSection.WIDE_AREA) {
            double rounds = network.apply("rounds") * speed.roundTripMs();
            atMost(
                    "the same on " + speed + " round trip, by rounds x round trip",
                    1.2,
                    click(speed.toString()) / rounds);
        }
        return table.toString();
    }

    private interface Row {
        double apply(String figure);
    }

    private Row number(String... path) {
        JsonElement at = figures;
        for (String step : path) {
            at = at.getAsJsonObject().get(step);
        }
        JsonObject row = at.getAsJsonObject();
        return figure -> row.get(figure).getAsDouble();
    }

    private double click(String link) {
        return number("links", link, Networks.SIXTY_FOUR).apply("click to result with a ready ticket, ms");
    }

    private double kernel(String method) {
        for (JsonElement run : figures.getAsJsonObject("kernels").getAsJsonArray("vectorised")) {
            JsonObject each = run.getAsJsonObject();
            JsonElement degree = each.getAsJsonObject("parameters").get("degree");
            if (each.get("method").getAsString().equals(method) && degree != null && degree.getAsInt() == 4096) {
                return each.get("microseconds").getAsDouble();
            }
        }
        throw new IllegalStateException("kernel " + method + " at N = 4096 was not measured");
    }

    private void atMost(String what, double wanted, double measured) {
        table.row(what, "at most " + Table.number(wanted), measured, measured <= wanted ? "yes" : "no");
    }

    private void atLeast(String what, double wanted, double measured) {
        table.row(what, "at least " + Table.number(wanted), measured, measured >= wanted ? "yes" : "no");
    }
}
