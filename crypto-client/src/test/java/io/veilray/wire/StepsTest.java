package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import io.veilray.wire.v1.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing reaches a conversation that it does not wait for. */
class StepsTest {
    /** Speaks and hears by a script: positive lengths are its own messages, negative ones the other side's. */
    private static final class Scripted implements Conversation {
        final List<byte[]> heard = new ArrayList<>();
        private final int[] script;
        private int at;

        Scripted(int... script) {
            this.script = script;
        }

        @Override
        public boolean finished() {
            return at == script.length;
        }

        @Override
        public boolean speaks() {
            return script[at] > 0;
        }

        @Override
        public byte[] next() {
            return new byte[script[at++]];
        }

        @Override
        public int due() {
            return -script[at];
        }

        @Override
        public void accept(byte[] message) throws MalformedMessageException {
            if (message[0] < 0) {
                throw new MalformedMessageException("a first byte below 0");
            }
            heard.add(message);
            at++;
        }
    }

    private static Step step(int number, int bytes) {
        return Step.newBuilder()
                .setNumber(number)
                .setContent(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    private static void refused(Steps steps, Step step) {
        CloudException e = assertThrows(CloudException.class, () -> steps.accept(step));
        assertEquals(Reason.PROTOCOL, e.reason());
    }

    @Test
    void steps_areNumberedTogetherWithTheOtherSides() throws CloudException {
        Scripted scripted = new Scripted(3, -2, -4, 1);
        Steps steps = new Steps(scripted);
        assertTrue(steps.speaks());
        assertEquals(step(0, 3), steps.next());
        steps.accept(step(1, 2));
        steps.accept(step(2, 4));
        assertEquals(step(3, 1), steps.next());
        assertTrue(steps.finished());
        assertFalse(steps.speaks());
        assertArrayEquals(new byte[4], scripted.heard.get(1));
    }

    @Test
    void otherNumbersOrLengths_areRefusedBeforeTheConversation() throws CloudException {
        Scripted scripted = new Scripted(-2, -3);
        Steps steps = new Steps(scripted);
        refused(steps, step(1, 2));
        refused(steps, step(-1, 2));
        refused(steps, step(0, 1));
        refused(steps, step(0, 3));
        refused(steps, Step.getDefaultInstance());
        assertEquals(List.of(), scripted.heard);
        steps.accept(step(0, 2));
        refused(steps, step(0, 3));
    }

    @Test
    void stepOutOfTurn_isRefused() throws CloudException {
        refused(new Steps(new Scripted(2)), step(0, 2));
        Steps over = new Steps(new Scripted(-2));
        over.accept(step(0, 2));
        refused(over, step(1, 2));
    }

    @Test
    void whatTheConversationRefuses_isABrokenProtocol() {
        Step bad = step(0, 1).toBuilder()
                .setContent(ByteString.copyFrom(new byte[] {-1}))
                .build();
        refused(new Steps(new Scripted(-1)), bad);
    }
}
