package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A made-up remaining time is worse than none: whoever waits for it waits in vain. */
class PastTimesTest {
    private static final CloudTarget THERE = CloudTarget.at(StagedCloud.SOMEWHERE);

    private final PastTimes past = new PastTimes();

    private static PastTimes.Course course(String model, CloudTarget target) {
        return new PastTimes.Course(model, target, false);
    }

    private OptionalDouble left(double progress, double secondsThere) {
        return past.secondsLeft(course("m", THERE), progress, secondsThere);
    }

    @Test
    void firstJob_hasNoBasis_andNeitherHasOneOfAnotherModelOrServer() {
        assertEquals(OptionalDouble.empty(), left(0.1, 0));
        remember();
        assertEquals(OptionalDouble.empty(), past.secondsLeft(course("other", THERE), 0.1, 0));
        assertEquals(OptionalDouble.empty(), past.secondsLeft(course("m", CloudTarget.LOCAL), 0.1, 0));
    }

    /** Encrypting after 1 s, round 1 after 4 s, round 2 after 7 s, done after 10 s. */
    private void remember() {
        TreeMap<Double, Double> seconds = new TreeMap<>();
        seconds.put(0.08, 1.0);
        seconds.put(0.6, 4.0);
        seconds.put(0.8, 7.0);
        seconds.put(1.0, 10.0);
        past.completed(course("m", THERE), seconds);
    }

    @Test
    void nextJob_needsWhatWasLeftFromThereTheLastTime() {
        remember();
        assertEquals(9, left(0.08, 0).orElseThrow(), 1e-9);
        assertEquals(6 - 2.5, left(0.6, 2.5).orElseThrow(), 1e-9);
        assertEquals(6, left(0.7, 0).orElseThrow(), 1e-9, "a step that was not seen counts as the one before");
        assertEquals(OptionalDouble.empty(), left(0.01, 0), "before all that is known");
    }

    @Test
    void jobThatTakesLonger_isToldNothingRatherThanZero() {
        remember();
        assertEquals(OptionalDouble.empty(), left(0.8, 3));
        assertEquals(OptionalDouble.empty(), left(0.8, 30));
    }
}
