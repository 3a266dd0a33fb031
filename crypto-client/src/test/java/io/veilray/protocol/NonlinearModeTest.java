package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.he.HeParameters;
import org.junit.jupiter.api.Test;

/** What a person relies on when choosing a mode. */
class NonlinearModeTest {
    @Test
    void modesThatKeepTheModelSecret_floodBy40BitsInTheLargerRing() {
        assertSame(HeParameters.N4096, NonlinearMode.MASKED.heParameters());
        assertEquals(20, NonlinearMode.MASKED.floodRatioBits());
        for (NonlinearMode mode : new NonlinearMode[] {NonlinearMode.STRICT, NonlinearMode.QUADRATIC}) {
            assertSame(HeParameters.N8192, mode.heParameters());
            assertEquals(40, mode.floodRatioBits());
        }
    }

    /** A promise of one sentence; where the model is not protected it says so, where honesty is needed too. */
    @Test
    void promise_isOneSentenceThatSaysWhatIsNotProtected() {
        for (NonlinearMode mode : NonlinearMode.values()) {
            assertTrue(mode.promise().matches("[A-Z][^.]+\\."), mode.promise());
            boolean modelProtected = mode != NonlinearMode.MASKED;
            assertEquals(modelProtected, mode.promise().contains("as long as both sides follow the protocol"));
            assertEquals(!modelProtected, mode.promise().contains("the model is not protected"));
        }
        assertFalse(NonlinearMode.STRICT.promise().equals(NonlinearMode.QUADRATIC.promise()));
    }
}
