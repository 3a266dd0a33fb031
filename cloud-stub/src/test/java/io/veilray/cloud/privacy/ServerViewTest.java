package io.veilray.cloud.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.NonlinearMode;
import io.veilray.share.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a server receives for two images cannot be told apart, as far as statistics tell. Every test fails by chance once in
 * a million runs; keys and masks come from the system's randomness, so no two runs are the same. And each finds what it is
 * there to find, in masks that are broken on purpose.
 *
 * <p>{@code -Dveilray.study=views} takes 1000 tickets of each image, does the same for the other modes, and prints what it finds.
 */
class ServerViewTest {
    private static final double FALSE_ALARM = 1e-6;
    private static final boolean STUDY = System.getProperty("veilray.study", "").equals("views");
    private static final int MASKED = STUDY ? 1000 : 60;
    private static final int SHARED = 100;
    private static final int PIXELS = SmallNetworks.SIDE * SmallNetworks.SIDE;
    /** Seed of the second image; the first is black. */
    private static final long SEED = 20261121;

    private static final long[] BLACK = new long[PIXELS];
    private static final long[] NOISE =
            new SplittableRandom(SEED).longs(PIXELS, 0, 1025).toArray();
    private static final Shares RING = new Shares(32);
    private static final String IMAGE = "activation 0";

    private static List<ServerView> black;
    private static List<ServerView> noise;

    @BeforeAll
    static void run() throws Exception {
        black = new ArrayList<>();
        noise = new ArrayList<>();
        watch(NonlinearMode.MASKED, MASKED, black, noise);
    }

    /** By turns in a random order, so that nothing but the image differs. */
    private static void watch(NonlinearMode mode, int count, List<ServerView> black, List<ServerView> noise)
            throws Exception {
        SplittableRandom turns = new SplittableRandom(SEED);
        try (Watched watched = new Watched(mode)) {
            watched.classify(BLACK); // a session's first ticket sets up its transfers
            while (black.size() < count || noise.size() < count) {
                boolean first = noise.size() == count || black.size() < count && turns.nextBoolean();
                (first ? black : noise).add(watched.classify(first ? BLACK : NOISE));
            }
        }
    }

    private static void requireLikely(String what, double probability) {
        if (STUDY) {
            System.out.printf("%s: p = %.3g%n", what, probability);
        }
        assertTrue(probability > FALSE_ALARM, what + " has probability " + probability);
    }

    private static List<String> names(ServerView view) {
        return view.parts().stream().map(ServerView.Part::name).toList();
    }

    @Test
    void ofABlackImage_allIsUniformAndIndependent() {
        Detectors.uniformity(black, names(black.getFirst())).forEach(ServerViewTest::requireLikely);
    }

    @Test
    void ofTwoImages_allPartsAreDistributedAlike() {
        for (String part : names(black.getFirst())) {
            requireLikely("difference of " + part, Detectors.sameDistribution(black, noise, part));
        }
    }

    /** Linear in all bits of all that came: seeds, digits, masked tensors. */
    @Test
    void aTrainedDistinguisher_guesses() {
        Detectors.Guessed guessed = Detectors.distinguish(black, noise, names(black.getFirst()));
        requireLikely("distinguisher, " + guessed, guessed.probability());
    }

    @Test
    void sizesAndOrder_areEqual() {
        for (int i = 0; i < black.size(); i++) {
            assertEquals(Detectors.sizes(black.get(i)), Detectors.sizes(noise.get(i)));
        }
    }

    /** Uniformity of the messages of comparisons and squares is the business of StrictViewTest, bit by bit. */
    @EnabledIfSystemProperty(named = "veilray.study", matches = "views")
    @ParameterizedTest
    @EnumSource(names = {"STRICT", "QUADRATIC"})
    void whereSumsStayShared_theServerGuessesToo(NonlinearMode mode) throws Exception {
        List<ServerView> ofBlack = new ArrayList<>();
        List<ServerView> ofNoise = new ArrayList<>();
        watch(mode, SHARED, ofBlack, ofNoise);
        assertEquals(Detectors.sizes(ofBlack.getFirst()), Detectors.sizes(ofNoise.getFirst()));
        for (String part : names(ofBlack.getFirst())) {
            requireLikely(mode + ": difference of " + part, Detectors.sameDistribution(ofBlack, ofNoise, part));
        }
        Detectors.Guessed guessed = Detectors.distinguish(ofBlack, ofNoise, names(ofBlack.getFirst()));
        requireLikely(mode + ": distinguisher, " + guessed, guessed.probability());
    }

    /** The same views with the image hidden by a mask that is broken. */
    private static List<ServerView> broken(
            List<ServerView> views, long[] image, BiFunction<ServerView, SplittableRandom, long[]> mask) {
        SplittableRandom random = new SplittableRandom(SEED + 1 + image[0]);
        return views.stream()
                .map(view -> view.with(IMAGE, RING.hide(image, mask.apply(view, random))))
                .toList();
    }

    private static long[] uniform(SplittableRandom random, int bits) {
        return random.longs(PIXELS, 0, 1L << bits).toArray();
    }

    @Test
    void aMaskThatIsUsedAgain_isFound() {
        long[] once = uniform(new SplittableRandom(SEED), 32);
        List<ServerView> ofBlack = broken(black, BLACK, (view, random) -> once);
        List<ServerView> ofNoise = broken(noise, NOISE, (view, random) -> once);
        assertTrue(Detectors.distinguish(ofBlack, ofNoise, List.of(IMAGE)).probability() < FALSE_ALARM);
        assertTrue(Detectors.independent(ofBlack, IMAGE) < FALSE_ALARM);
    }

    @Test
    void aMaskOneBitShort_isFound() {
        List<ServerView> views = broken(black, BLACK, (view, random) -> uniform(random, 31));
        assertTrue(Detectors.fairBits(views, IMAGE) < FALSE_ALARM);
        assertTrue(Detectors.evenBytes(views, IMAGE) < FALSE_ALARM);
    }

    /** Half as wide as the image needs, so that what is bright shifts it. */
    @Test
    void aMaskThatIsNarrow_isFoundByTheDifferenceOfTwoImages() {
        List<ServerView> ofBlack = broken(black, BLACK, (view, random) -> uniform(random, 10));
        List<ServerView> ofNoise = broken(noise, NOISE, (view, random) -> uniform(random, 10));
        assertTrue(Detectors.sameDistribution(ofBlack, ofNoise, IMAGE) < FALSE_ALARM);
    }

    /** One bit that is a little likelier than its opposite: 52 to 48. */
    @Test
    void aBiasedBit_isFound() {
        List<ServerView> views = broken(black, BLACK, (view, random) -> Arrays.stream(uniform(random, 32))
                .map(mask -> random.nextInt(25) == 0 ? mask | 1 << 7 : mask)
                .toArray());
        assertTrue(Detectors.fairBits(views, IMAGE) < FALSE_ALARM);
    }

    /** A mask that is nothing but what the upload's public seed expands to hides from those who look at one place only. */
    @Test
    void aMaskThatIsPublic_isFound() {
        String opened = IMAGE + " with the public top";
        List<ServerView> ofBlack =
                black.stream().map(view -> view.with(opened, BLACK)).toList();
        List<ServerView> ofNoise =
                noise.stream().map(view -> view.with(opened, NOISE)).toList();
        assertTrue(
                Detectors.distinguish(ofBlack, ofNoise, List.of(IMAGE, opened)).probability() < FALSE_ALARM);
        assertTrue(Detectors.sameDistribution(ofBlack, ofNoise, opened) < FALSE_ALARM);
    }

    /** Neighbours that share a mask look uniform each. */
    @Test
    void neighboursWithOneMask_areFound() {
        List<ServerView> views = broken(black, BLACK, (view, random) -> {
            long[] mask = uniform(random, 32);
            for (int i = 1; i < mask.length; i += 2) {
                mask[i] = mask[i - 1];
            }
            return mask;
        });
        assertTrue(Detectors.fairBits(views, IMAGE) > FALSE_ALARM / 100);
        assertTrue(Detectors.independent(views, IMAGE) < FALSE_ALARM);
    }
}
