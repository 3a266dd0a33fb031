package io.veilray.soak;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The state of things at one time.
 *
 * @param residentMb of the server's process, as the system counts it
 */
record Sample(double seconds, Map<String, Integer> counts, double residentMb, double heapMb, long files, int threads) {
    /** Asks the system and the server's process. */
    static Sample of(double seconds, Tally tally, Child server) throws IOException {
        Path process = Path.of("/proc", Long.toString(server.process().pid()));
        String[] heapAndThreads = ask(server).split(" ");
        return new Sample(
                seconds,
                tally.all(),
                resident(process),
                Double.parseDouble(heapAndThreads[0]),
                files(process),
                Integer.parseInt(heapAndThreads[1]));
    }

    private static String ask(Child server) throws IOException {
        BufferedWriter in = server.process().outputWriter();
        in.newLine();
        in.flush();
        BufferedReader out = server.process().inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return line;
    }

    private static double resident(Path process) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long files(Path process) throws IOException {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return open.count();
        }
    }

    int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    int failed() {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().startsWith(Tally.FAILED))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    static final String CSV_HEAD =
            "seconds,completed,refused,failed,cancelled,wrong,killed,bad input refused,bad input accepted,left,"
                    + "resident MB,heap MB,files,threads";

    String csv() {
        return String.format(
                Locale.ROOT,
                "%.0f,%d,%d,%d,%d,%d,%d,%d,%d,%d,%.0f,%.0f,%d,%d",
                seconds,
                count(Tally.COMPLETED),
                count(Tally.REFUSED),
                failed(),
                count(Tally.CANCELLED),
                count(Tally.WRONG),
                count(Tally.KILLED),
                count(Tally.BAD_INPUT),
                count(Tally.ACCEPTED),
                count(Tally.LEFT),
                residentMb,
                heapMb,
                files,
                threads);
    }
}
