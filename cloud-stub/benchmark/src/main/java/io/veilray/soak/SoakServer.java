package io.veilray.soak;

import io.veilray.client.LocalCloud;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Scanner;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The stub in a JVM of its own: prints its port, then its heap and threads whenever it reads a line. */
public final class SoakServer {
    /** Tells at length about every message that cannot be parsed. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private static final double MEGABYTE = 1 << 20;

    private SoakServer() {}

    public static void main(String[] args) throws Exception {
        GRPC.setLevel(Level.OFF);
        PrintStream out = System.out;
        System.setOut(System.err); // logs are no answers
        try (LocalCloud.Running running = LocalCloud.find().orElseThrow().start(0, Optional.empty());
                Scanner in = new Scanner(System.in)) {
            out.println(running.endpoint().port());
            while (in.hasNextLine()) {
                in.nextLine();
                out.printf(
                        "%.1f %d%n", heap(), ManagementFactory.getThreadMXBean().getThreadCount());
            }
        }
        System.exit(0);
    }

    private static double heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }
}
