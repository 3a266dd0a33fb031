package io.veilray.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fuzzes the targets of a module one after another, each in a JVM of its own under Jazzer, and adds a line for each to a
 * log. Arguments: folder of the test classes, a regular expression for the targets' names, executions of each, most
 * seconds of each, the log.
 */
public final class FuzzRun {
    private static final Pattern STATUS = Pattern.compile("cov: (\\d+) ft: (\\d+) corp: (\\d+)");
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: *(\\d+)");

    /** Jazzer's guide through regular expressions: what it allocates, hundreds of kilobytes, counts as the target's. */
    private static final String REGEX_GUIDE = "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks";

    private final Path work;
    private final long executions;
    private final long seconds;
    private final Path log;

    private FuzzRun(Path work, long executions, long seconds, Path log) {
        this.work = work;
        this.executions = executions;
        this.seconds = seconds;
        this.log = log;
    }

    public static void main(String[] args) throws Exception {
        Path classes = Path.of(args[0]).toAbsolutePath();
        Pattern wanted = Pattern.compile(args[1]);
        FuzzRun run = new FuzzRun(
                classes.resolveSibling("fuzz"), Long.parseLong(args[2]), Long.parseLong(args[3]), Path.of(args[4]));
        for (Class<?> type : tests(classes)) {
            for (FuzzTarget target : FuzzTest.targets(type)) {
                if (wanted.matcher(target.name()).find()) {
                    run.fuzz(made(type), target);
                }
            }
        }
    }

    static FuzzTest made(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return (FuzzTest) constructor.newInstance();
    }

    static List<Class<?>> tests(Path classes) throws IOException, ClassNotFoundException {
        List<Class<?>> out = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith("FuzzTest.class")).sorted().toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                if (FuzzTest.class != type) {
                    out.add(type);
                }
            }
        }
        return out;
    }

    private void fuzz(FuzzTest test, FuzzTarget target) throws Exception {
        Path corpus = work.resolve(target.name()).resolve("corpus");
        Files.createDirectories(corpus);
        List<byte[]> seeds = test.seeds().get(FuzzTest.methodOf(target));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
        FuzzTest.kept(test.getClass(), target).forEach((name, input) -> write(corpus.resolve(name), input));
        Path output = work.resolve(target.name()).resolve("output.txt");
        long began = System.nanoTime();
        Process child = new ProcessBuilder(command(target, corpus))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
        int status = child.waitFor();
        add(target, Files.readString(output, StandardCharsets.ISO_8859_1), status, (System.nanoTime() - began) / 1_000_000_000);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(FuzzTarget target, Path corpus) {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return List.of(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx1g",
                "-XX:+UseG1GC",
                "-XX:+EnableDynamicAgentLoading",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerDriver.class.getName(),
                "--target_args=" + target.name(),
                "--instrumentation_includes=io.veilray.**",
                "--instrumentation_excludes=io.veilray.fuzz.**",
                "--disabled_hooks=" + REGEX_GUIDE,
                "--reproducer_path=" + corpus.getParent(),
                "-artifact_prefix=" + corpus.getParent() + "/",
                "-runs=" + executions,
                "-max_total_time=" + seconds,
                "-max_len=" + target.rules().most(),
                "-timeout=120",
                "-rss_limit_mb=0",
                "-entropic=0", // it counts every feature of every execution: five sixths of the time of the larger targets
                "-print_final_stats=1",
                corpus.toString());
    }

    /** In memory where the system has such a place: targets with files are ten times as fast there. */
    private static Path temporary() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Target, executions, seconds, coverage, features, kept inputs, outcome; separated by tabs. */
    private void add(FuzzTarget target, String output, int status, long took) throws IOException {
        String line = String.join(
                "\t",
                target.name(),
                last(EXECUTED, 1, output),
                Long.toString(took),
                last(STATUS, 1, output),
                last(STATUS, 2, output),
                last(STATUS, 3, output),
                status == 0 ? "none" : "status " + status);
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String last(Pattern pattern, int group, String output) {
        String found = "?";
        for (Matcher matcher = pattern.matcher(output); matcher.find(); ) {
            found = matcher.group(group);
        }
        return found;
    }
}
