package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.compare.CarryShape;
import io.veilray.compare.Gadget;
import io.veilray.compare.ReluShape;
import io.veilray.compare.SquareShape;
import io.veilray.protocol.Nonlinear.AveragePool;
import io.veilray.protocol.Nonlinear.MaxPool;
import io.veilray.protocol.Nonlinear.Relu;
import io.veilray.protocol.Nonlinear.Square;
import io.veilray.protocol.SharedRules.Truncation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both sides work from the plan alone: it must cover the network, and refuse what it cannot cover. */
class StrictPlanTest {
    private static final TensorShape MAP = new TensorShape(2, 4, 4);
    private static final PoolWindow HALVING = new PoolWindow(2, 2, 2, 2, 0, 0, 2, 2);

    /** Sums of 25 bits: 16 channels of 64x64 halve to 32x32 in two levels, then ReLU; and so on. */
    @Test
    void fourConvolutions_compareAsTheIssueCounts() {
        StrictPlan plan = StrictPlan.of(StrictNetworks.fourConvolutions(64));
        int[] counts = {32768, 16384, 16384, 8192, 4096, 4096, 4096, 2048, 2048, 2048};
        int[] outBits = {25, 25, 37, 25, 25, 37, 25, 25, 37, 37};
        assertEquals(
                IntStream.range(0, counts.length)
                        .mapToObj(i -> new ReluShape(counts[i], 25, outBits[i]))
                        .toList(),
                plan.gadgets());
        assertEquals((4096 * 37 + 7) / 8, plan.inputBytes());
        assertEquals((2 * 37 + 7) / 8, plan.answerBytes());
        // 24 low bits are six digits, two levels of their tree: 4 messages for each of ten comparisons
        assertEquals(1 + 10 * 2, plan.rounds());
    }

    @Test
    void onlineMessages_alternate() {
        StrictPlan plan = StrictPlan.of(StrictNetworks.fourConvolutions(28));
        List<StrictPlan.Message> online = plan.online();
        assertEquals(2 * plan.rounds(), online.size());
        for (int i = 0; i < online.size(); i++) {
            ProtocolMessage.Sender sender = i % 2 == 0 ? ProtocolMessage.Sender.CLIENT : ProtocolMessage.Sender.SERVER;
            assertEquals(sender, online.get(i).kind().sender());
        }
    }

    /**
     * A carry of all sums' 12 low bits before each layer's comparisons, 4 messages each: 8 pairs more, and nothing else
     * different.
     */
    @Test
    void faithfulTruncation_carriesBeforeItCompares() {
        NetworkShape usual = StrictNetworks.fourConvolutions(64);
        StrictPlan plan =
                StrictPlan.of(StrictNetworks.with(new SharedRules(Truncation.FAITHFUL, OptionalInt.empty()), usual));
        int[] sums = {65536, 16384, 8192, 2048};
        List<Gadget> compared = StrictPlan.of(usual).gadgets();
        int[] comparisons = {3, 3, 3, 1};
        List<Gadget> expected = new ArrayList<>();
        for (int layer = 0; layer < sums.length; layer++) {
            expected.add(new CarryShape(sums[layer], 12, 25));
            expected.addAll(compared.subList(3 * layer, 3 * layer + comparisons[layer]));
        }
        assertEquals(expected, plan.gadgets());
        assertEquals(1 + (10 + 4) * 2, plan.rounds());
        assertEquals(StrictPlan.of(usual).answerBytes(), plan.answerBytes());
    }

    private static NetworkShape opening(NetworkShape shape, int logitBits) {
        return StrictNetworks.with(new SharedRules(Truncation.ONE_BIT, OptionalInt.of(logitBits)), shape);
    }

    /** l = 37 and f + g = 24: with 4 of the fractional bits, 17 are left of each of two logits, and 5 bytes of ten. */
    @Test
    void logitBits_makeTheLastMessageShorter_andNothingElseDifferent() {
        NetworkShape whole = StrictNetworks.fourConvolutions(28);
        StrictPlan few = StrictPlan.of(opening(whole, 4));
        assertEquals(5, few.answerBytes());
        StrictPlan all = StrictPlan.of(whole);
        assertEquals(10, all.answerBytes());
        assertEquals(all.clientStoredBytes() - 5, few.clientStoredBytes());
        int last = few.online().size() - 1;
        assertEquals(
                new StrictPlan.Message(StrictRounds.LOGIT_SHARES, 5),
                few.online().get(last));
        assertEquals(all.online().subList(0, last), few.online().subList(0, last));
        assertEquals(all.corrections(), few.corrections());
        assertEquals(37, StrictPlan.of(opening(whole, 24)).openedBits());
    }

    /** The mean of 4x4 logits is their sum by 16: 4 more bits of the sum are less than a bit of the mean. */
    @Test
    void logitBits_areThoseOfTheMean() {
        LayerShape map =
                StrictNetworks.conv("map", 0, 1, 1, MAP, List.of(new AveragePool(PoolWindow.global(MAP), false)));
        NetworkShape whole = StrictNetworks.of(MAP, List.of(map), 37, 12, 12);
        assertEquals(0, whole.droppedLogitBits());
        assertEquals(24 - 4 + 4, opening(whole, 4).droppedLogitBits());
        TensorShape odd = new TensorShape(2, 5, 3);
        LayerShape oddMap =
                StrictNetworks.conv("map", 0, 1, 1, odd, List.of(new AveragePool(PoolWindow.global(odd), false)));
        NetworkShape oddWhole = StrictNetworks.of(odd, List.of(oddMap), 37, 12, 12);
        assertEquals(24 - 4 + 3, opening(oddWhole, 4).droppedLogitBits());
    }

    private static String refusedRules(NetworkShape shape, Truncation truncation, OptionalInt logitBits) {
        SharedRules rules = new SharedRules(truncation, logitBits);
        return assertThrows(IllegalArgumentException.class, () -> StrictNetworks.with(rules, shape))
                .getMessage();
    }

    @Test
    void rulesThatDoNotFit_areRefused() {
        LayerShape logits = StrictNetworks.dense(0, MAP, 2);
        NetworkShape strict = StrictNetworks.of(MAP, List.of(logits), 37, 12, 12);
        for (int bits : new int[] {-1, 25}) {
            String message = refusedRules(strict, Truncation.ONE_BIT, OptionalInt.of(bits));
            assertTrue(message.contains("logit bits") && message.contains("from 0 to 24"), message);
        }
        NetworkShape narrow = StrictNetworks.of(MAP, List.of(logits), 25, 12, 12);
        String none = refusedRules(narrow, Truncation.ONE_BIT, OptionalInt.of(0));
        assertTrue(none.contains("is 1: must be from 2"), none);
        NetworkShape masked = new NetworkShape(MAP, List.of(logits), NonlinearMode.MASKED, 37, 12, 12, 0);
        String held = refusedRules(masked, Truncation.FAITHFUL, OptionalInt.empty());
        assertTrue(held.contains("masked mode") && held.contains("holds every sum"), held);
        refusedRules(masked, Truncation.ONE_BIT, OptionalInt.of(3));
        NetworkShape quadratic = new NetworkShape(MAP, List.of(logits), NonlinearMode.QUADRATIC, 37, 12, 12, 0);
        String squares = refusedRules(quadratic, Truncation.FAITHFUL, OptionalInt.empty());
        assertTrue(squares.contains("squares are rounded at random"), squares);
        assertEquals(20, opening(quadratic, 4).droppedLogitBits());
    }

    private static NetworkShape followedBy(List<Nonlinear> nonlinear) {
        LayerShape layer = StrictNetworks.conv("odd", 0, 3, 1, MAP, nonlinear);
        return StrictNetworks.of(MAP, List.of(layer, StrictNetworks.dense(1, layer.output(), 2)), 32, 8, 8);
    }

    private static String refusal(NetworkShape shape) {
        return assertThrows(IllegalArgumentException.class, () -> StrictPlan.of(shape))
                .getMessage();
    }

    @Test
    void whatCannotBeCompared_isRefusedByName() {
        String average = refusal(followedBy(List.of(new Relu(), new AveragePool(HALVING, false))));
        assertTrue(average.contains("odd") && average.contains("AveragePool"), average);
        String nothing = refusal(followedBy(List.of()));
        assertTrue(nothing.contains("odd") && nothing.contains("no ReLU"), nothing);
        String pool = refusal(followedBy(List.of(new MaxPool(HALVING))));
        assertTrue(pool.contains("odd") && pool.contains("no ReLU"), pool);
    }

    private static NetworkShape pooled(int layers, TensorShape map, PoolWindow window, int pools) {
        List<Nonlinear> after = new ArrayList<>(Collections.nCopies(pools, new MaxPool(window)));
        after.add(new Relu());
        List<LayerShape> all = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            all.add(StrictNetworks.conv("pooled" + i, i, 1, 1, map, after));
        }
        all.add(StrictNetworks.dense(layers, map, 2));
        return StrictNetworks.of(map, all, 32, 8, 8);
    }

    /** A column of 4096 under 4096 windows of up to 4096 is 8 million pairs: 64 MB of indices a pool, thousands of pools. */
    @Test
    void poolsOfMoreThanCanBeCompared_areRefusedBeforeTheyArePlanned() {
        TensorShape column = new TensorShape(1, 4096, 1);
        NetworkShape large = pooled(200, column, new PoolWindow(4096, 1, 1, 1, 0, 0, 4096, 1), 15);
        String refused = assertTimeout(Duration.ofSeconds(2), () -> refusal(large));
        assertTrue(refused.contains("pooled0") && refused.contains("8386560 pairs"), refused);
        // each layer alone could be compared
        PoolWindow overlapping = new PoolWindow(64, 1, 1, 1, 0, 0, 256, 1);
        NetworkShape many = pooled(200, new TensorShape(128, 256, 1), overlapping, 1);
        String together = assertTimeout(Duration.ofSeconds(2), () -> refusal(many));
        assertTrue(together.contains("up to layer pooled1 "), together);
        String listed = assertTimeout(
                Duration.ofSeconds(2), () -> refusal(pooled(200, new TensorShape(1, 256, 1), overlapping, 15)));
        assertTrue(listed.contains("along their axes"), listed);
        NetworkShape wide = pooled(1, column, new PoolWindow(6, 1, 1, 1, 0, 0, 4096, 1), 1);
        assertTrue(refusal(wide).contains("pooled0 cannot run in strict mode: it has a pool of 20465 pairs"));
    }

    @Test
    void moreRoundsThanAnyNetworkHas_areRefused() {
        NetworkShape rounds = pooled(200, new TensorShape(1, 16, 1), new PoolWindow(16, 1, 1, 1, 0, 0, 16, 1), 15);
        String refused = assertTimeout(Duration.ofSeconds(2), () -> refusal(rounds));
        assertTrue(refused.contains(" runs of comparisons"), refused);
    }

    /** k = 24 bits are squared; one round trip a layer, beside the image and the logits. */
    @Test
    void quadraticNetwork_squaresOnceALayer() {
        NetworkShape shape = squares(32, 8, 8);
        StrictPlan plan = StrictPlan.of(shape);
        assertEquals(List.of(new SquareShape(32, 24, 32, 8)), plan.gadgets());
        assertEquals(2, plan.rounds());
        assertTrue(plan.online().stream().allMatch(message -> message.bytes() > 0));
    }

    /** Squares are done modulo 2^(l + f), in a word: at most 62 bits. And what is compared is not squared. */
    @Test
    void squaresThatDoNotFit_areRefusedByLayer() {
        assertEquals(2, StrictPlan.of(squares(41, 21, 8)).rounds());
        String wide = refusal(squares(41, 22, 8));
        assertTrue(wide.contains("layer odd") && wide.contains("quadratic") && wide.contains("62"), wide);
        // f + g = 2 is the least that a square needs, and the least there is
        assertEquals(2, StrictPlan.of(squares(32, 1, 1)).rounds());
    }

    private static NetworkShape squares(int l, int f, int g) {
        LayerShape layer = StrictNetworks.conv("odd", 0, 3, 1, MAP, List.of(new Square()));
        return new NetworkShape(
                MAP, List.of(layer, StrictNetworks.dense(1, MAP, 2)), NonlinearMode.QUADRATIC, l, f, g, 0);
    }

    @Test
    void numbersThatDoNotFit_areRefused() {
        LayerShape logits = StrictNetworks.dense(0, MAP, 2);
        assertTrue(refusal(StrictNetworks.of(MAP, List.of(logits), 16, 2, 13)).contains("weight bits 13"));
        NetworkShape masked = new NetworkShape(MAP, List.of(logits), NonlinearMode.MASKED, 32, 8, 8, 2);
        assertTrue(refusal(masked).contains("masked mode"));
        TensorShape large = new TensorShape(64, 512, 512);
        LayerShape much = StrictNetworks.conv("much", 0, 1, 1, large, List.of(new Relu()));
        TensorShape image = new TensorShape(1, 512, 512);
        LayerShape few = StrictNetworks.conv("few", 1, 1, 512, new TensorShape(2, 1, 1), List.of());
        assertTrue(refusal(StrictNetworks.of(image, List.of(much, few), 37, 12, 12))
                .contains("bytes on the server"));
    }
}
