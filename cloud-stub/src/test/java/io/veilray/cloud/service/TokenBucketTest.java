package io.veilray.cloud.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private Instant now = Instant.EPOCH;
    private final TokenBucket bucket = new TokenBucket(60, () -> now);

    private void pass(long milliseconds) {
        now = now.plusMillis(milliseconds);
    }

    private void takeAll() {
        for (int i = 0; i < 60; i++) {
            assertEquals(Duration.ZERO, bucket.take(0));
        }
    }

    @Test
    void aMinutesWorth_isThereAtOnceAndThenOneASecond() {
        takeAll();
        assertEquals(Duration.ofSeconds(1), bucket.take(0));
        pass(400);
        assertEquals(Duration.ofMillis(600), bucket.take(0));
        pass(600);
        assertEquals(Duration.ZERO, bucket.take(0));
        assertFalse(bucket.full());
        pass(3_600_000);
        assertTrue(bucket.full());
        takeAll();
        assertFalse(bucket.take(0).isZero());
    }

    @Test
    void endings_overdrawByAsMuchAgainAndNoFurther() {
        takeAll();
        for (int i = 0; i < 60; i++) {
            assertEquals(Duration.ZERO, bucket.take(-60));
        }
        assertEquals(Duration.ofSeconds(1), bucket.take(-60));
        assertEquals(Duration.ofSeconds(61), bucket.take(0));
        assertEquals(Duration.ofSeconds(60), bucket.overdrawn());
    }

    @Test
    void use_countsWhatIsOverAlreadyUpToAMinutesDebt() {
        bucket.use(50);
        assertEquals(Duration.ZERO, bucket.overdrawn());
        bucket.use(20);
        assertEquals(Duration.ofSeconds(10), bucket.overdrawn());
        bucket.use(1e9);
        assertEquals(Duration.ofSeconds(60), bucket.overdrawn());
        pass(60_000);
        assertEquals(Duration.ZERO, bucket.overdrawn());
    }

    @Test
    void clockSetBack_addsNothing() {
        takeAll();
        pass(-3_600_000);
        assertFalse(bucket.take(0).isZero());
        pass(1_000);
        assertTrue(bucket.take(0).isZero());
    }
}
