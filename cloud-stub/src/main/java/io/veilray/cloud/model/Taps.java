package io.veilray.cloud.model;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.TensorShape;

/** Walks a convolution row by row: for every weight and output row, the run of outputs it reaches inside the map. */
final class Taps {
    /** One weight on one output row. */
    interface Row {
        /**
         * @param weight index of the weight
         * @param in index of the first tensor entry read
         * @param out index of the first output written
         * @param count outputs, next to each other
         * @param step distance of the entries read
         */
        void visit(int weight, int in, int out, int count, int step);
    }

    private Taps() {}

    static void forEach(LinearTerm term, TensorShape map, TensorShape output, Row row) {
        int taps = term.kernelHeight() * term.kernelWidth();
        for (int o = 0; o < output.channels(); o++) {
            for (int c = 0; c < map.channels(); c++) {
                for (int k = 0; k < taps; k++) {
                    int weight = (o * map.channels() + c) * taps + k;
                    int down = k / term.kernelWidth() - term.padTop();
                    int right = k % term.kernelWidth() - term.padLeft();
                    rows(term.stride(), map, output, o, c, weight, down, right, row);
                }
            }
        }
    }

    private static void rows(
            int stride, TensorShape map, TensorShape output, int o, int c, int weight, int down, int right, Row row) {
        int first = Math.ceilDiv(Math.max(0, -right), stride);
        int last = Math.min(output.width() - 1, Math.floorDiv(map.width() - 1 - right, stride));
        if (last < first) {
            return;
        }
        for (int y = 0; y < output.height(); y++) {
            int from = y * stride + down;
            if (from >= 0 && from < map.height()) {
                int in = (c * map.height() + from) * map.width() + first * stride + right;
                int out = (o * output.height() + y) * output.width() + first;
                row.visit(weight, in, out, last - first + 1, stride);
            }
        }
    }
}
