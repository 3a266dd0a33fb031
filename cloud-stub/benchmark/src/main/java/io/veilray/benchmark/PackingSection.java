package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.veilray.benchmark.ComparedLayer.Result;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelFolder;
import io.veilray.he.HeParameters;
import io.veilray.he.MergeKeys;
import io.veilray.he.PackedSession;
import io.veilray.packing.ConvInput;
import io.veilray.packing.ConvShape;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Responses filled by blocks beside responses merged by key switching, layer by layer. */
final class PackingSection implements Section {
    private static final int MOST_LEVELS = Integer.getInteger("levels", 6);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    @Override
    public String title() {
        return "Packing of responses";
    }

    static int digits(int ringBits) {
        return ringBits <= 32 ? 2 : 3;
    }

    @Override
    public Figures measure() throws Exception {
        Map<Integer, PackedSession> sessions = new LinkedHashMap<>();
        for (int bits : new int[] {32, 37}) {
            int[] digits = new int[MOST_LEVELS + 1];
            java.util.Arrays.fill(digits, digits(bits));
            sessions.put(bits, new PackedSession(HeParameters.N4096, bits, digits));
        }
        JsonObject json = new JsonObject();
        StringBuilder page = new StringBuilder();
        Map<String, Map<String, Result>> totals = new LinkedHashMap<>();
        for (ComparedLayer layer : layers()) {
            Map<String, Result> results = layer.measure(sessions.get(layer.ringBits()), MOST_LEVELS, ROUNDS);
            json.add(layer.network() + " " + layer.name(), new Gson().toJsonTree(results));
            results.values().forEach(result -> page.append(row(layer.network() + " " + layer.name(), result)));
            totals.merge(layer.network(), results, PackingSection::sum);
        }
        totals.forEach(
                (network, results) -> results.values().forEach(result -> page.append(row("TOTAL " + network, result))));
        sessions.forEach((bits, session) -> page.append(String.format(
                "l %d keys %d bytes, %d memory, client %.1f ms, noise 2^%.1f of 2^%.1f%n",
                bits,
                MergeKeys.bytes(HeParameters.N4096, MOST_LEVELS, digits(bits)),
                MergeKeys.memory(HeParameters.N4096, MOST_LEVELS, digits(bits)),
                session.keyMillis(),
                session.mergingNoiseBits(MOST_LEVELS),
                Math.log(MergeKeys.noiseBound(HeParameters.N4096, MOST_LEVELS, digits(bits))) / Math.log(2))));
        return new Figures(json, page.toString(), Map.of());
    }

    private static Map<String, Result> sum(Map<String, Result> a, Map<String, Result> b) {
        Map<String, Result> out = new LinkedHashMap<>();
        a.forEach((name, x) -> {
            Result y = b.get(name);
            out.put(
                    name,
                    new Result(
                            name,
                            x.uploads() + y.uploads(),
                            x.responses() + y.responses(),
                            x.merges() + y.merges(),
                            x.products() + y.products(),
                            x.bytesUp() + y.bytesUp(),
                            x.bytesDown() + y.bytesDown(),
                            x.client() + y.client(),
                            x.server() + y.server()));
        });
        return out;
    }

    private static String row(String name, Result result) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %d | %d | %.0f | %.0f | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                result.packing(),
                result.uploads(),
                result.responses(),
                result.products(),
                result.merges(),
                result.bytesUp() / 1e3,
                result.bytesDown() / 1e3,
                result.client(),
                result.server(),
                result.total(1e8),
                result.total(1e9));
    }

    private static List<ComparedLayer> layers() throws Exception {
        List<ComparedLayer> out = new ArrayList<>();
        out.add(convolution("bench-64", 1, 64, 16));
        out.add(convolution("bench-64", 16, 32, 16));
        out.add(convolution("bench-64", 16, 16, 32));
        out.add(convolution("bench-64", 32, 8, 32));
        out.add(new ComparedLayer("bench-64", "dense 2048->2", ConvShape.dense(2048, 2), 32));
        for (CheckedModel model : ModelFolder.shipped()) {
            NetworkShape shape = model.shape();
            for (int i = 0; i < shape.layers().size(); i++) {
                out.add(layer(model.info().id(), shape, shape.layers().get(i)));
            }
        }
        out.add(convolution("single", 128, 28, 128));
        out.add(convolution("single", 256, 14, 256));
        out.add(convolution("single", 512, 7, 512));
        return out;
    }

    private static ComparedLayer convolution(String network, int channels, int side, int outputs) {
        ConvInput input = new ConvInput(channels, side, side, 3, 3, 1, 1, 1);
        ConvShape shape = new ConvShape(List.of(input), outputs, side, side);
        return new ComparedLayer(network, side + "x" + side + "x" + channels + "->" + outputs, shape, 32);
    }

    private static ComparedLayer layer(String network, NetworkShape shape, LayerShape layer) {
        TensorShape out = layer.linearOutput();
        List<ConvInput> inputs = new ArrayList<>();
        for (LinearTerm term : layer.terms()) {
            TensorShape in = shape.tensor(term.tensor());
            inputs.add(new ConvInput(
                    in.channels(),
                    in.height(),
                    in.width(),
                    term.kernelHeight(),
                    term.kernelWidth(),
                    term.stride(),
                    term.padTop(),
                    term.padLeft()));
        }
        String name = shape.tensor(layer.terms().getFirst().tensor()) + "->" + out;
        return new ComparedLayer(
                network, name, new ConvShape(inputs, out.channels(), out.height(), out.width()), shape.ringBits());
    }

    public static void main(String[] args) throws Exception {
        System.out.println(new PackingSection().measure().markdown());
    }
}
