package io.veilray.benchmark;

import com.google.gson.Gson;
import io.veilray.benchmark.SlowLink.Speed;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Time and bytes as the region, the depth and the width of a network grow. */
final class GrowthSection implements Section {
    /** What a user waits for: a ticket while drawing, a result after the click. */
    private static final double LONGEST_TICKET_MS = 10_000;

    private static final double LONGEST_ONLINE_MS = 2000;
    private static final Speed LINK = new Speed(220, 88.5);

    private final Map<String, Map<String, Map<String, Double>>> all = new LinkedHashMap<>();
    private final Map<String, String> charts = new LinkedHashMap<>();

    @Override
    public String title() {
        return "Growth";
    }

    private interface Recipe {
        CheckedModel of(int size) throws ModelException;
    }

    @Override
    public Figures measure() throws Exception {
        String region = series("region side", "px", Networks::four, 28, 64, 128, 256, 512);
        String depth = series("depth", "convolutions", size -> Networks.chain(size, 32), 2, 4, 6, 8, 10);
        String width = series("width", "channels", size -> Networks.chain(4, size), 8, 16, 32, 64);
        String text = """
                The region grows in the network of the speed targets. Depth and width grow in a chain of 3x3 convolutions on 32x32
                maps, 32 channels wide or 4 deep. Wall times on loopback, as under Networks. Practical means here: on %s a
                ticket takes at most %.0f s, which drawing a region gives time for, and a result with a ready ticket at most
                %.0f s; both are the loopback time with the bytes and round trips of that link added.

                %s
                %s
                %s""".formatted(LINK, LONGEST_TICKET_MS / 1000, LONGEST_ONLINE_MS / 1000, region, depth, width);
        return new Figures(new Gson().toJsonTree(all), text, charts);
    }

    private String series(String what, String unit, Recipe recipe, int... sizes) throws Exception {
        Map<String, Map<String, Double>> figures =
                all.computeIfAbsent(what + ", " + unit, key -> new LinkedHashMap<>());
        for (int size : sizes) {
            figures.put(Integer.toString(size), NetworkRun.measureBriefly(recipe.of(size)));
        }
        List<Double> across = figures.keySet().stream().map(Double::valueOf).toList();
        String file = "growth-" + what.replace(' ', '-');
        charts.put(
                file + "-time.svg",
                Chart.bySize("Time against " + what, what + ", " + unit, "ms", true)
                        .line("ticket", across, column(figures, "wall of the ticket, ms"))
                        .line("online", across, column(figures, "wall online, ms"))
                        .line("float model", across, column(figures, "float model in the clear, ms"))
                        .svg());
        charts.put(
                file + "-bytes.svg",
                Chart.bySize("Traffic against " + what, what + ", " + unit, "MB, both ways", true)
                        .line("ticket", across, megabytes(figures, "bytes of the ticket"))
                        .line("online", across, megabytes(figures, "bytes online"))
                        .svg());
        return """
                ### %s

                %s
                %s

                ![Time against %s](performance/%s-time.svg)
                ![Traffic against %s](performance/%s-bytes.svg)
                """.formatted(
                heading(what), table(what, unit, figures), practical(what, unit, figures), what, file, what, file);
    }

    private static String heading(String what) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1);
    }

    private static Table table(String what, String unit, Map<String, Map<String, Double>> figures) {
        Table table = new Table(
                what + ", " + unit,
                "rounds",
                "ticket, ms",
                "online, ms",
                "float model, ms",
                "ticket, MB",
                "online, MB",
                "ticket on the link, s",
                "online on the link, s");
        figures.forEach((size, at) -> table.row(
                size,
                at.get("rounds"),
                at.get("wall of the ticket, ms"),
                at.get("wall online, ms"),
                at.get("float model in the clear, ms"),
                at.get("bytes of the ticket") / 1e6,
                at.get("bytes online") / 1e6,
                OnLink.ticket(at).total() / 1000,
                OnLink.online(at).total() / 1000));
        return table;
    }

    /** A phase's milliseconds on the link and what they are made of. */
    private record OnLink(double computing, double roundTrips, double line) {
        static OnLink ticket(Map<String, Double> figures) {
            return new OnLink(
                    figures.get("wall of the ticket, ms"),
                    LINK.roundTripMs(),
                    LINK.transferMs(figures.get("bytes of the ticket")));
        }

        static OnLink online(Map<String, Double> figures) {
            return new OnLink(
                    figures.get("wall online, ms"),
                    figures.get("rounds") * LINK.roundTripMs(),
                    LINK.transferMs(figures.get("bytes online")));
        }

        double total() {
            return computing + roundTrips + line;
        }

        String reason() {
            double most = Math.max(computing, Math.max(roundTrips, line));
            String what = most == line ? "bytes on the line" : most == computing ? "computing" : "round trips";
            return "%s s, %.0f %% of them for %s".formatted(Table.number(total() / 1000), 100 * most / total(), what);
        }
    }

    /** The last size that is practical, and what the next one breaks. */
    private static String practical(String what, String unit, Map<String, Map<String, Double>> figures) {
        String last = "none";
        for (var at : figures.entrySet()) {
            OnLink ticket = OnLink.ticket(at.getValue());
            OnLink online = OnLink.online(at.getValue());
            boolean slowTicket = ticket.total() > LONGEST_TICKET_MS;
            if (slowTicket || online.total() > LONGEST_ONLINE_MS) {
                return "Practical up to a %s of %s %s; at %s the %s takes %s."
                        .formatted(
                                what,
                                last,
                                unit,
                                at.getKey(),
                                slowTicket ? "ticket" : "online phase",
                                slowTicket ? ticket.reason() : online.reason());
            }
            last = at.getKey();
        }
        return "Practical at every %s measured here; at %s the online phase takes %s."
                .formatted(what, last, OnLink.online(figures.get(last)).reason());
    }

    private static List<Double> column(Map<String, Map<String, Double>> figures, String name) {
        return new ArrayList<>(figures.values().stream().map(at -> at.get(name)).toList());
    }

    private static List<Double> megabytes(Map<String, Map<String, Double>> figures, String name) {
        return new ArrayList<>(
                figures.values().stream().map(at -> at.get(name) / 1e6).toList());
    }
}
