package io.veilray.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The log of {@link FuzzRun} as the table of docs/fuzzing.md, which it replaces: executions and seconds of all runs of a
 * target together, coverage of the one that reached most. Arguments: the log, the page.
 */
public final class FuzzTable {
    private static final String BEGIN = "<!-- table of runs -->";
    private static final String END = "<!-- end of table -->";

    private FuzzTable() {}

    /** Sums over the runs of one target; executions of a run that ended in a finding count too. */
    private static final class Sum {
        long executions;
        long seconds;
        long coverage;

        void add(String[] fields) {
            executions += number(fields[1]);
            seconds += number(fields[2]);
            coverage = Math.max(coverage, number(fields[3]));
        }

        private static long number(String text) {
            return text.equals("?") ? 0 : Long.parseLong(text);
        }
    }

    public static void main(String[] args) throws IOException {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] fields = line.split("\t");
            sums.computeIfAbsent(fields[0], name -> new Sum()).add(fields);
        }
        Path page = Path.of(args[1]);
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, from) + "\n" + table(sums) + text.substring(text.indexOf(END)));
    }

    private static String table(Map<String, Sum> sums) {
        StringBuilder out = new StringBuilder("| target | executions | seconds | edges reached |\n|---|--:|--:|--:|\n");
        for (String name : sums.keySet().stream().sorted().toList()) {
            Sum sum = sums.get(name);
            List<String> parts = List.of(name.split("\\."));
            out.append(String.format(
                    Locale.ROOT,
                    "| `%s.%s` | %,d | %,d | %,d |%n",
                    parts.get(parts.size() - 2),
                    parts.getLast(),
                    sum.executions,
                    sum.seconds,
                    sum.coverage));
        }
        return out.toString();
    }
}
