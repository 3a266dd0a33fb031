package io.veilray.ot;

import io.veilray.share.Conversation;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Run by hand: what transfers cost, by the parameters that are extended. Arguments: how many tickets of 2.9 million with
 * the client as receiver and 0.7 million with the server as receiver, each set of parameters.
 */
final class MeasureTransfers {
    private static final int BATCH = 16384;

    private MeasureTransfers() {}

    public static void main(String[] arguments) throws Exception {
        int tickets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        LpnParameters small = LpnParameters.of(new LpnParameters.Literal(470016, 918, 32768, 9));
        LpnParameters middle = LpnParameters.of(new LpnParameters.Literal(268800, 1050, 17384, 8));
        LpnParameters large = LpnParameters.of(new LpnParameters.Literal(10268672, 2507, 238000, 12));
        LpnParameters largest = LpnParameters.of(new LpnParameters.Literal(10485760, 1280, 452000, 13));
        for (int round = 0; round < 2; round++) {
            session(LpnParameters.FIRST, LpnParameters.MAIN, tickets);
        }
        session(small, small, tickets);
        session(LpnParameters.FIRST, LpnParameters.FIRST, tickets);
        session(middle, large, tickets);
        session(small, largest, tickets);
        session(LpnParameters.FIRST, LpnParameters.MAIN, tickets);
    }

    private static void session(LpnParameters start, LpnParameters main, int tickets) throws Exception {
        System.out.println(start + " -> " + main);
        Runtime.getRuntime().gc();
        long before = used();
        long[] first = new long[2 * BATCH];
        long[] second = new long[2 * BATCH];
        long[] choices = new long[BATCH / 64];
        try (Transfers client = new Transfers(true, start, main);
                Transfers server = new Transfers(false, start, main)) {
            long[] total = new long[6];
            for (int ticket = 0; ticket < tickets; ticket++) {
                long[] spent = new long[6];
                carry(client.refill(2_900_000, 700_000), server.refill(2_900_000, 700_000), spent);
                spent[2] += take(server.sending(), 2_900_000, first, second);
                spent[3] += take(client.receiving(), 2_900_000, choices, second);
                spent[2 + 2] += take(client.sending(), 700_000, first, second);
                spent[3 + 2] += take(server.receiving(), 700_000, choices, second);
                if (ticket == 0) {
                    print("  first ", spent, 1);
                } else {
                    for (int i = 0; i < spent.length; i++) {
                        total[i] += spent[i];
                    }
                }
            }
            print("  later ", total, tickets - 1);
            Runtime.getRuntime().gc();
            System.out.printf(Locale.ROOT, "  both sides hold %.1f MB%n", (used() - before) / 1e6);
        }
    }

    private static long bytes;

    private static void carry(Conversation client, Conversation server, long[] spent) throws Exception {
        bytes = 0;
        for (boolean fromClient = true; !client.finished() || !server.finished(); fromClient = !fromClient) {
            long start = cpuNs();
            byte[] message = (fromClient ? client : server).next();
            long middle = cpuNs();
            (fromClient ? server : client).accept(message);
            long end = cpuNs();
            bytes += message.length;
            spent[0] += fromClient ? middle - start : end - middle;
            spent[1] += fromClient ? end - middle : middle - start;
        }
        spentBytes(spent);
    }

    private static void spentBytes(long[] spent) {
        System.out.printf(
                Locale.ROOT,
                "    refill: %d bytes, client %.1f ms, server %.1f ms so far%n",
                bytes,
                spent[0] / 1e6,
                spent[1] / 1e6);
    }

    private static void print(String what, long[] spent, int tickets) {
        System.out.printf(
                Locale.ROOT,
                "%s: refill client %.1f ms, server %.1f ms a ticket; ns a transfer: server sends %.1f, client receives %.1f,"
                        + " client sends %.1f, server receives %.1f; both ends, refills included: %.1f%n",
                what,
                spent[0] / 1e6 / tickets,
                spent[1] / 1e6 / tickets,
                spent[2] / 2.9e6 / tickets,
                spent[3] / 2.9e6 / tickets,
                spent[4] / 0.7e6 / tickets,
                spent[5] / 0.7e6 / tickets,
                (spent[0] + spent[1] + spent[2] + spent[3] + spent[4] + spent[5]) / 3.6e6 / tickets);
    }

    private interface Taker {
        void take(int count, long[] one, long[] two);
    }

    private static long take(PadSender sender, int count, long[] zeros, long[] ones) {
        return timed(sender::take, count, zeros, ones);
    }

    private static long take(PadReceiver receiver, int count, long[] choices, long[] pads) {
        return timed(receiver::take, count, choices, pads);
    }

    private static long timed(Taker taker, int count, long[] one, long[] two) {
        long start = cpuNs();
        for (int left = count; left > 0; left -= BATCH) {
            taker.take(Math.min(BATCH, left), one, two);
        }
        return cpuNs() - start;
    }

    /** Time of this thread on a core: other work on the machine does not count. */
    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
