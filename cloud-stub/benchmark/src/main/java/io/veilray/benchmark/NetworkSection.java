package io.veilray.benchmark;

import com.google.gson.Gson;
import io.veilray.cloud.model.CheckedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole classifications, each on a fresh ticket: what a network asks, what it takes and what travels. Fails if more than l
 * bits an activation and 2 % travel online.
 */
final class NetworkSection implements Section {
    /** Of docs/performance's targets. */
    private static final double MOST_OVER_RING = 1.02;

    @Override
    public String title() {
        return "Networks";
    }

    @Override
    public Figures measure() throws Exception {
        List<CheckedModel> models = new ArrayList<>(Networks.shipped());
        models.add(Networks.four(28));
        models.add(Networks.four(64));
        models.add(Networks.squeezeNet());
        models.add(Networks.resNet18());
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (CheckedModel model : models) {
            all.put(model.info().id(), NetworkRun.measure(model));
        }
        String text = """
                The first three ship with Veilray. bench-28 and bench-64 are the networks of the speed targets: four convolutions
                3x3 with 16, 16, 32 and 32 channels, maximum pooling after the first three, a dense layer. squeezenet-like and
                resnet18-like have the layers of SqueezeNet 1.1 and ResNet-18 at 224x224 with one grey channel in and 1000
                classes. Weights of the last four are random.

                ### What a network asks

                %s
                ### What it takes, in ms

                Wall times over gRPC and TLS 1.3 on loopback, both sides in one JVM. CPU times on one thread without a network.
                The float model is the same network in the clear in the same JVM.

                %s
                ### What travels

                A result is an entry of a layer's sums; no response can send less than l bits for it. Online, l bits an
                activation are the least, and at most 2 %% above that are wanted.

                %s
                ### Beside published figures

                %s""".formatted(asked(all), taken(all), travelled(all), Published.beside(all));
        return new Figures(new Gson().toJsonTree(all), text, Map.of(), failures(all));
    }

    private static Table asked(Map<String, Map<String, Double>> all) {
        Table table = new Table(
                "network",
                "rounds",
                "activations up",
                "activations down",
                "encrypted polynomials up",
                "responses down");
        all.forEach((name, figures) -> table.row(
                name,
                figures.get("rounds"),
                figures.get("activations up"),
                figures.get("activations down"),
                figures.get("encrypted polynomials up"),
                figures.get("responses down")));
        return table;
    }

    private static Table taken(Map<String, Map<String, Double>> all) {
        Table table = new Table(
                "network",
                "ticket, wall",
                "ticket, client CPU",
                "ticket, server CPU",
                "online, wall",
                "online, client CPU",
                "online, server CPU",
                "float model",
                "online wall / float");
        all.forEach((name, figures) -> table.row(
                name,
                figures.get("wall of the ticket, ms"),
                figures.get("ticket, client CPU ms"),
                figures.get("ticket, server CPU ms"),
                figures.get("wall online, ms"),
                figures.get("online, client CPU ms"),
                figures.get("online, server CPU ms"),
                figures.get("float model in the clear, ms"),
                figures.get("wall online, ms") / figures.get("float model in the clear, ms")));
        return table;
    }

    private static Table travelled(Map<String, Map<String, Double>> all) {
        Table table = new Table(
                "network",
                "ticket up, MB",
                "ticket down, MB",
                "l",
                "ticket, bits down a result",
                "online up, MB",
                "online down, MB",
                "online above l bits an activation");
        all.forEach((name, figures) -> table.row(
                name,
                figures.get("bytes of the ticket up") / 1e6,
                figures.get("bytes of the ticket down") / 1e6,
                figures.get("ring bits l"),
                8 * figures.get("bytes of the ticket down") / figures.get("activations down"),
                figures.get("bytes online up") / 1e6,
                figures.get("bytes online down") / 1e6,
                "%.2f %%".formatted(100 * (overRing(figures) - 1))));
        return table;
    }

    private static double overRing(Map<String, Double> figures) {
        double activations = figures.get("activations up") + figures.get("activations down");
        double bytes = figures.get("bytes online up") + figures.get("bytes online down");
        return 8 * bytes / (activations * figures.get("ring bits l"));
    }

    private static List<String> failures(Map<String, Map<String, Double>> all) {
        return all.entrySet().stream()
                .filter(each -> overRing(each.getValue()) > MOST_OVER_RING)
                .map(each -> "network %s sends %.3f times l bits an activation online: at most %.2f are wanted"
                        .formatted(each.getKey(), overRing(each.getValue()), MOST_OVER_RING))
                .toList();
    }
}
