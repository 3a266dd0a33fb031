package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.veilray.protocol.NonlinearMode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same networks in every mode, beside the peer that protects the model too. */
final class ModeSection implements Section {
    private static final int[] SIDES = {28, 64};
    private static final List<NonlinearMode> MODES = List.of(NonlinearMode.values());
    private static final int RING_BITS = 37;
    private static final int WIDE_RING_BITS = 41;
    private static final double MEBIBYTE = 1 << 20;

    /** OpenCheetah (C++) on the same network: figures that the project's targets name. Times are the lower end. */
    private record PeerNetwork(int side, double milliseconds, double mebibytes) {
        static final int ROUNDS = 177;
        static final List<PeerNetwork> ALL = List.of(new PeerNetwork(28, 350, 4.3), new PeerNetwork(64, 1200, 10.9));
    }

    @Override
    public String title() {
        return "Modes";
    }

    @Override
    public Figures measure() throws Exception {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (int side : SIDES) {
            for (NonlinearMode mode : MODES) {
                add(all, side, RING_BITS, mode);
            }
        }
        add(all, SIDES[1], WIDE_RING_BITS, NonlinearMode.STRICT);
        String text = """
                The networks of the speed targets (four convolutions, maximum pooling after the first three, a dense layer; in
                quadratic mode average pooling and squares in place of maximum pooling and ReLU) with 12 fractional bits of
                activations and weights. Both sides in one JVM whose threads all share one core, over
                gRPC and TLS 1.3 on loopback, %d classifications in a row, each on a fresh ticket; times and bytes are means, so
                that what several tickets share is counted. The set-up of a session is what its first ticket takes beyond
                the others in a warm JVM. A round trip is a message each way; the peer counts every change of direction.

                %s
                ### Beside OpenCheetah

                OpenCheetah (C++) on the same functions, pooling before ReLU, both parties sharing one core, loopback, after its
                set-up of about 5 s: 64x64 takes 1.2 to 2.0 s, 10.9 MiB and %d changes of direction, 28x28 0.35 to 0.56 s, 4.3
                MiB. Times below are against the lower end. It has no online phase of its own: a third of its total is wanted.

                %s""".formatted(ModeRun.RUNS, taken(all), PeerNetwork.ROUNDS, beside(all));
        return new Figures(new Gson().toJsonTree(all), text, Map.of());
    }

    private static void add(Map<String, Map<String, Double>> all, int side, int ringBits, NonlinearMode mode)
            throws IOException, InterruptedException {
        all.put(name(side, ringBits, mode), run(side, ringBits, mode));
    }

    private static String name(int side, int ringBits, NonlinearMode mode) {
        return "%1$dx%1$d, l = %2$d, %3$s".formatted(side, ringBits, mode.word());
    }

    private static Map<String, Double> run(int side, int ringBits, NonlinearMode mode)
            throws IOException, InterruptedException {
        String json = Fork.runOnOneCore(
                ModeRun.class,
                "-D" + ModeRun.SIDE + "=" + side,
                "-D" + ModeRun.RING_BITS + "=" + ringBits,
                "-D" + ModeRun.MODE + "=" + mode,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
        return new Gson().fromJson(json, new TypeToken<LinkedHashMap<String, Double>>() {}.getType());
    }

    private static Table taken(Map<String, Map<String, Double>> all) {
        Table table = new Table(
                "network and mode",
                "ticket, ms",
                "ticket, MB",
                "online, ms",
                "online up, MB",
                "online down, MB",
                "round trips",
                "in all, ms",
                "in all, MB",
                "set-up, ms",
                "set-up, MB");
        all.forEach((name, figures) -> table.row(
                name,
                figures.get("ticket, ms"),
                figures.get("ticket, bytes") / 1e6,
                figures.get("online, ms"),
                figures.get("online, bytes up") / 1e6,
                figures.get("online, bytes down") / 1e6,
                figures.get("round trips"),
                milliseconds(figures),
                bytes(figures) / 1e6,
                figures.get("set-up, ms"),
                figures.get("set-up, bytes") / 1e6));
        return table;
    }

    private static Table beside(Map<String, Map<String, Double>> all) {
        Table table = new Table(
                "network and mode",
                "time in all by the peer's",
                "bytes in all by the peer's",
                "online time by a third of the peer's",
                "changes of direction (60 wanted)",
                "set-up, ms (1,000 wanted)");
        for (PeerNetwork peer : PeerNetwork.ALL) {
            all.forEach((name, figures) -> {
                if (name.startsWith(peer.side() + "x")) {
                    table.row(
                            name,
                            milliseconds(figures) / peer.milliseconds(),
                            bytes(figures) / MEBIBYTE / peer.mebibytes(),
                            figures.get("online, ms") / (peer.milliseconds() / 3),
                            2 * figures.get("round trips"),
                            String.format(Locale.ROOT, "%,.0f", figures.get("set-up, ms")));
                }
            });
        }
        return table;
    }

    private static double milliseconds(Map<String, Double> figures) {
        return figures.get("ticket, ms") + figures.get("online, ms");
    }

    private static double bytes(Map<String, Double> figures) {
        return figures.get("ticket, bytes") + figures.get("online, bytes up") + figures.get("online, bytes down");
    }
}
