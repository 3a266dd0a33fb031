package io.veilray.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ring.SparsePolynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A coefficient read from the wrong place is a wrong classification: every packing is held to the plain convolution. */
class ConvPackingTest {
    private static long[] random(SplittableRandom random, int n) {
        return random.longs(n, -1000, 1000).toArray();
    }

    /** By definition, with no thought of polynomials. */
    private static long[] plain(ConvShape shape, long[][] tensors, long[][] weights) {
        long[] out = new long[shape.outChannels() * shape.outHeight() * shape.outWidth()];
        for (int i = 0; i < shape.inputs().size(); i++) {
            ConvInput in = shape.inputs().get(i);
            int next = 0;
            for (int o = 0; o < shape.outChannels(); o++) {
                for (int y = 0; y < shape.outHeight(); y++) {
                    for (int x = 0; x < shape.outWidth(); x++) {
                        out[next++] += plainAt(in, tensors[i], weights[i], o, y, x);
                    }
                }
            }
        }
        return out;
    }

    private static long plainAt(ConvInput in, long[] tensor, long[] weights, int o, int y, int x) {
        long sum = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int ky = 0; ky < in.kernelHeight(); ky++) {
                for (int kx = 0; kx < in.kernelWidth(); kx++) {
                    int row = y * in.stride() - in.padTop() + ky;
                    int column = x * in.stride() - in.padLeft() + kx;
                    if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                        sum += tensor[(c * in.height() + row) * in.width() + column]
                                * weights[((o * in.channels() + c) * in.kernelHeight() + ky) * in.kernelWidth() + kx];
                    }
                }
            }
        }
        return sum;
    }

    private static long[] byPolynomials(ConvShape shape, int degree, long[][] tensors, long[][] weights) {
        ConvPacking packing = ConvPacking.plan(shape, degree);
        long[] out = new long[shape.outChannels() * shape.outHeight() * shape.outWidth()];
        int[] written = new int[out.length];
        for (Tile tile : packing.tiles()) {
            for (int r = 0; r < tile.responses(); r++) {
                long[] sum = new long[degree];
                for (int u = 0; u < tile.uploads(); u++) {
                    SparsePolynomial w = new SparsePolynomial();
                    packing.packWeights(tile, u, r, weights, w);
                    addNegacyclic(sum, packing.packInput(tile, u, tensors), dense(w, degree));
                }
                int[] positions = packing.positions(tile, r);
                int[] outputs = packing.outputs(tile, r);
                for (int i = 0; i < positions.length; i++) {
                    assertTrue(i == 0 || positions[i] > positions[i - 1], "positions must ascend");
                    out[outputs[i]] = sum[positions[i]];
                    written[outputs[i]]++;
                }
            }
        }
        for (int count : written) {
            assertEquals(1, count, "every output is read exactly once");
        }
        return out;
    }

    private static long[] dense(SparsePolynomial polynomial, int degree) {
        long[] out = new long[degree];
        boolean[] added = new boolean[degree];
        for (int i = 0; i < polynomial.count(); i++) {
            assertFalse(added[polynomial.position(i)], "a coefficient stands twice");
            added[polynomial.position(i)] = true;
            out[polynomial.position(i)] = (long) polynomial.value(i);
        }
        return out;
    }

    private static void addNegacyclic(long[] sum, long[] a, long[] b) {
        int n = sum.length;
        for (int j = 0; j < n; j++) {
            if (b[j] != 0) {
                for (int i = 0; i < n; i++) {
                    int k = i + j;
                    sum[k < n ? k : k - n] += k < n ? a[i] * b[j] : -a[i] * b[j];
                }
            }
        }
    }

    private static void check(ConvShape shape, int degree, SplittableRandom random) {
        long[][] tensors = new long[shape.inputs().size()][];
        long[][] weights = new long[tensors.length][];
        for (int i = 0; i < tensors.length; i++) {
            ConvInput in = shape.inputs().get(i);
            tensors[i] = random(random, in.channels() * in.height() * in.width());
            weights[i] = random(random, shape.outChannels() * in.channels() * in.kernelHeight() * in.kernelWidth());
        }
        assertArrayEquals(
                plain(shape, tensors, weights), byPolynomials(shape, degree, tensors, weights), shape.toString());
    }

    private static ConvInput input(int channels, int height, int width, int kernel, int stride, int pad) {
        return new ConvInput(channels, height, width, kernel, kernel, stride, pad, pad);
    }

    @Test
    void layersOfRealNetworks_equalThePlainConvolution() {
        SplittableRandom random = new SplittableRandom(2);
        check(new ConvShape(List.of(input(1, 28, 28, 3, 1, 1)), 8, 28, 28), 4096, random);
        check(new ConvShape(List.of(input(16, 16, 16, 3, 1, 1)), 8, 16, 16), 4096, random);
        check(new ConvShape(List.of(input(3, 64, 64, 3, 1, 1)), 2, 64, 64), 4096, random); // strips with halo
        check(new ConvShape(List.of(input(1, 65, 65, 7, 2, 3)), 4, 33, 33), 4096, random); // phases
        check(new ConvShape(List.of(input(32, 8, 8, 8, 1, 0)), 10, 1, 1), 4096, random); // dense after flatten
        check(ConvShape.dense(5000, 3), 4096, random);
        check(ConvShape.dense(7, 3000), 4096, random);
    }

    /** A residual block's sum: a 3x3 convolution, a strided 1x1 shortcut and an identity, in one product. */
    @Test
    void severalTensorsInOneProduct_addUp() {
        ConvInput main = input(4, 14, 14, 3, 1, 1);
        ConvInput shortcut = new ConvInput(3, 28, 28, 1, 1, 2, 0, 0);
        ConvInput identity = new ConvInput(5, 14, 14, 1, 1, 1, 0, 0);
        check(new ConvShape(List.of(main, shortcut, identity), 5, 14, 14), 1024, new SplittableRandom(3));
    }

    /** Rows wider than a polynomial: tiles split columns too. */
    @Test
    void mapsWiderThanAPolynomial_areTiledBothWays() {
        ConvShape shape = new ConvShape(List.of(input(2, 9, 100, 3, 1, 1)), 3, 9, 100);
        assertTrue(ConvPacking.plan(shape, 128).tiles().stream().anyMatch(tile -> tile.left > 0 && tile.top > 0));
        check(shape, 128, new SplittableRandom(4));
    }

    /** A seeded search over odd shapes: asymmetric padding, even kernels, strides above the kernel, short polynomials. */
    @Test
    void randomShapes_equalThePlainConvolution() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < 300; trial++) {
            int outHeight = random.nextInt(1, 9);
            int outWidth = random.nextInt(1, 12);
            List<ConvInput> inputs = new ArrayList<>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int kernelHeight = random.nextInt(1, 5);
                int kernelWidth = random.nextInt(1, 5);
                int stride = random.nextInt(1, 4);
                int padTop = random.nextInt(0, kernelHeight);
                int padLeft = random.nextInt(0, kernelWidth);
                int height = Math.max(1, (outHeight - 1) * stride - padTop + random.nextInt(1, kernelHeight + 3));
                int width = Math.max(1, (outWidth - 1) * stride - padLeft + random.nextInt(1, kernelWidth + 3));
                inputs.add(new ConvInput(
                        random.nextInt(1, 6), height, width, kernelHeight, kernelWidth, stride, padTop, padLeft));
            }
            ConvShape shape = new ConvShape(inputs, random.nextInt(1, 8), outHeight, outWidth);
            try {
                check(shape, 1 << random.nextInt(6, 10), random);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", trial " + trial + ", " + shape, e);
            }
        }
    }

    @Test
    void kernelThatCannotFit_isRefusedWithWhatToDo() {
        ConvShape shape = new ConvShape(List.of(input(1, 40, 40, 20, 1, 0)), 1, 21, 21);
        String message = assertThrows(IllegalArgumentException.class, () -> ConvPacking.plan(shape, 128))
                .getMessage();
        assertTrue(message.contains("20x20") && message.contains("smaller kernel"), message);
    }

    /** A server's description may ask for anything; what would take for ever to plan is refused at once. */
    @Test
    void absurdlyManyPlanes_areRefusedAtOnce() {
        ConvShape shape = new ConvShape(List.of(input(1 << 20, 4, 4, 4, 4096, 0)), 1, 1, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> ConvPacking.plan(shape, 4096))
                .getMessage();
        assertTrue(message.contains("planes"), message);
    }

    /** Several planes and several outputs share a polynomial where they fit: the counts a 16-to-32 layer should have. */
    @Test
    void smallMaps_shareUploadsAndResponses() {
        ConvPacking packing = ConvPacking.plan(new ConvShape(List.of(input(32, 8, 8, 3, 1, 1)), 32, 8, 8), 4096);
        // a block is (8+1)*9 + 10 = 91 coefficients, so 45 fit: 4096 / 91; fewer than 32 responses must be possible
        assertEquals(1, packing.tiles().size());
        assertTrue(packing.uploads() * 2 + packing.responses() < 2 + 32, packing.uploads() + " " + packing.responses());
    }
}
