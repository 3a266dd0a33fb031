package io.veilray.benchmark;

import java.util.Map;

/**
 * What others published of networks of that size, beside what was measured here. Only figures whose source was read, here
 * the papers' abstracts.
 */
final class Published {
    private static final String BOTH = "image and model";

    private Published() {}

    static String beside(Map<String, Map<String, Double>> measured) {
        Table table = new Table("system", "network", "time, s", "traffic, MB", "on what", "protects", "source");
        row(table, "squeezenet-like", measured);
        row(table, "resnet18-like", measured);
        table.row(
                "SecONNds",
                "SqueezeNet, 37 bits",
                "3.6; 2.8 with a GPU",
                "440",
                "not in the abstract",
                BOTH,
                "Balla, 2025, [arXiv 2506.11586](https://arxiv.org/abs/2506.11586)");
        table.row(
                "Cheetah",
                "ResNet-50",
                "under 150",
                "2,300",
                "a WAN; its README asks for AVX-512 to reach the paper's times",
                BOTH,
                "Huang et al., USENIX Security 2022, [ePrint 2022/207](https://eprint.iacr.org/2022/207)");
        table.row(
                "CrypTFlow2",
                "ResNet-50",
                "about 5.6 times Cheetah's",
                "about 12.9 times Cheetah's",
                "the same",
                BOTH,
                "as Cheetah's authors measured it");
        return """
                They cannot be compared as they stand: the others run on other machines, and they keep the model secret too, which
                masked mode does not. Ours is a fresh ticket and its online phase on loopback, one channel in; theirs have three.
                ResNet-50 has about twice the multiplications of ResNet-18.

                """ + table;
    }

    private static void row(Table table, String name, Map<String, Map<String, Double>> measured) {
        Map<String, Double> figures = measured.get(name);
        table.row(
                "Veilray, masked mode",
                name + ", %.0f bits".formatted(figures.get("ring bits l")),
                (figures.get("wall of the ticket, ms") + figures.get("wall online, ms")) / 1000,
                (figures.get("bytes of the ticket") + figures.get("bytes online")) / 1e6,
                "this machine, loopback",
                "image",
                "above");
    }
}
