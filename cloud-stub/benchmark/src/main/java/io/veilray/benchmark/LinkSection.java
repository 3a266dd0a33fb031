package io.veilray.benchmark;

import com.google.gson.Gson;
import io.veilray.benchmark.SlowLink.Speed;
import io.veilray.cloud.model.CheckedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From click to result over loopback and over two wide-area links. */
final class LinkSection implements Section {
    static final List<Speed> WIDE_AREA = List.of(new Speed(400, 40), new Speed(220, 88.5));

    @Override
    public String title() {
        return "Links";
    }

    @Override
    public Figures measure() throws Exception {
        List<CheckedModel> models = new ArrayList<>(List.of(Networks.four(28), Networks.four(64)));
        Networks.shipped().stream()
                .filter(model -> model.info().id().equals("brain-mri-128"))
                .forEach(models::add);
        models.add(Networks.resNet18());
        Map<String, Map<String, Map<String, Double>>> all = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("""
                A ready ticket was made before the click, as the front ends do while the user draws. The least is rounds x round
                trip and the time that the bytes take on the line. A relay on the same machine delays every byte by half a round
                trip and sends no faster than the link, as if the connection were warm and no packet lost.
                """);
        Map<String, Map<String, Double>> loopback = all.computeIfAbsent("loopback", name -> new LinkedHashMap<>());
        for (CheckedModel model : models) {
            try (Loopback cloud = Loopback.serving(model)) {
                loopback.put(model.info().id(), LinkRun.measure(cloud.endpoint(), model));
                for (Speed speed : WIDE_AREA) {
                    try (SlowLink link = new SlowLink(cloud.port(), speed)) {
                        all.computeIfAbsent(speed.toString(), name -> new LinkedHashMap<>())
                                .put(model.info().id(), LinkRun.measure(cloud.at(link.port()), model));
                    }
                }
            }
        }
        text.append("\n### Loopback, ms\n\n").append(table(loopback, new Speed(Double.POSITIVE_INFINITY, 0)));
        for (Speed speed : WIDE_AREA) {
            text.append("\n### %s round trip, ms%n%n".formatted(speed)).append(table(all.get(speed.toString()), speed));
        }
        return new Figures(new Gson().toJsonTree(all), text.toString(), Map.of());
    }

    private static Table table(Map<String, Map<String, Double>> networks, Speed speed) {
        Table table = new Table(
                "network",
                "click to result, ticket ready",
                "rounds x round trip",
                "least",
                "click to result / least",
                "ticket",
                "click to result without a ready ticket");
        networks.forEach((name, figures) -> {
            double ready = figures.get("click to result with a ready ticket, ms");
            double rounds = figures.get("rounds") * speed.roundTripMs();
            double least = rounds + speed.transferMs(figures.get("bytes online"));
            table.row(
                    name,
                    ready,
                    rounds,
                    least,
                    least == 0 ? "" : ready / least,
                    figures.get("ticket, ms"),
                    figures.get("click to result without a ready ticket, ms"));
        });
        return table;
    }
}
