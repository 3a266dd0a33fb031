package io.veilray.imagej.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status line is everybody's: one word when it is worth one, and no more. */
class ReadyStatusTest {
    private final List<String> said = new ArrayList<>();
    private final ReadyStatus status = new ReadyStatus("mine", said::add);

    @Test
    void allReady_isSaidOnce() {
        status.changed("mine", 0, 1);
        assertEquals(List.of(), said);
        status.changed("mine", 1, 1);
        status.changed("mine", 0, 1);
        status.changed("mine", 1, 1);
        assertEquals(List.of("Veilray: 1 private classification ready"), said);
    }

    @Test
    void several_areSaidWhenTheLastIsReady() {
        status.changed("mine", 1, 2);
        assertEquals(List.of(), said);
        status.changed("mine", 2, 2);
        assertEquals(List.of("Veilray: 2 private classifications ready"), said);
    }

    @Test
    void otherModelsAndNothingWanted_areNotWorthAWord() {
        status.changed("other", 1, 1);
        status.changed("mine", 0, 0);
        assertEquals(List.of(), said);
    }
}
