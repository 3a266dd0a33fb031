package io.veilray.benchmark;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.LinkedHashMap;
import java.util.Map;

/** One convolution at a time beside OpenCheetah's. */
final class SingleLayerSection implements Section {
    private static final String WITHOUT_AVX512 = "AVX2";
    private static final String ALL = "all there are";

    @Override
    public String title() {
        return "Single layers beside OpenCheetah";
    }

    @Override
    public Figures measure() throws Exception {
        Map<String, Map<String, Map<String, Double>>> found = new LinkedHashMap<>();
        found.put(WITHOUT_AVX512, run("-XX:UseAVX=2", "-XX:ActiveProcessorCount=1"));
        found.put(ALL, run("-XX:ActiveProcessorCount=1"));
        String text = """
                The published times are for convolutions of 3x3 with shares in and out on one core without AVX-512, in C++. A
                ticket of ours is that: the client's share is encrypted, the server's is added in the clear. With the online
                round the layer is computed. Weights have all their bits (g = 14, B = 2); both sides run in turn in one JVM with
                one processor, and every message becomes bytes and is read from them. Processor time in ms, of all Java threads
                by phase; the last but one column is the whole process with compiler and garbage collector. Wanted: at most
                half the time and no more bytes.

                """;
        return new Figures(
                new Gson().toJsonTree(found), text + times(found) + "\n" + bytes(found.get(WITHOUT_AVX512)), Map.of());
    }

    private static Map<String, Map<String, Double>> run(String... options) throws Exception {
        return new Gson().fromJson(Fork.run(SingleLayer.class, options), new TypeToken<>() {});
    }

    private static Table times(Map<String, Map<String, Map<String, Double>>> found) {
        Table table = new Table(
                "layer",
                "vector instructions",
                "encrypt",
                "multiply, finish",
                "decrypt",
                "ticket",
                "online",
                "OpenCheetah",
                "ticket / OpenCheetah",
                "whole process, ticket and online",
                "that / OpenCheetah");
        for (Peer peer : Peer.LAYERS) {
            for (int ringBits : Peer.RING_BITS) {
                found.forEach((instructions, all) -> {
                    Map<String, Double> figures = all.get(peer.name(ringBits));
                    double ticket = sum(figures, SingleLayer.ENCRYPT, SingleLayer.MULTIPLY, SingleLayer.DECRYPT);
                    double whole = figures.get(SingleLayer.WHOLE);
                    table.row(
                            peer.name(ringBits),
                            instructions,
                            figures.get(SingleLayer.ENCRYPT),
                            figures.get(SingleLayer.MULTIPLY),
                            figures.get(SingleLayer.DECRYPT),
                            ticket,
                            sum(figures, SingleLayer.ONLINE_CLIENT, SingleLayer.ONLINE_SERVER),
                            peer.milliseconds(),
                            ticket / peer.milliseconds(),
                            whole,
                            whole / peer.milliseconds());
                });
            }
        }
        return table;
    }

    private static Table bytes(Map<String, Map<String, Double>> found) {
        Table table = new Table(
                "layer",
                "ticket, MiB",
                "ticket and online, MiB",
                "OpenCheetah, MiB",
                "ticket / OpenCheetah",
                "ticket and online / OpenCheetah");
        for (Peer peer : Peer.LAYERS) {
            for (int ringBits : Peer.RING_BITS) {
                Map<String, Double> figures = found.get(peer.name(ringBits));
                double ticket = figures.get(SingleLayer.TICKET_BYTES) / (1 << 20);
                double both = ticket + figures.get(SingleLayer.ONLINE_BYTES) / (1 << 20);
                table.row(
                        peer.name(ringBits),
                        ticket,
                        both,
                        peer.mebibytes(),
                        ticket / peer.mebibytes(),
                        both / peer.mebibytes());
            }
        }
        return table;
    }

    private static double sum(Map<String, Double> figures, String... phases) {
        double sum = 0;
        for (String phase : phases) {
            sum += figures.get(phase);
        }
        return sum;
    }
}
