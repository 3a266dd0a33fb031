package io.veilray.soak;

import io.veilray.benchmark.Chart;
import io.veilray.benchmark.Machine;
import io.veilray.benchmark.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Writes docs/performance-soak.md, its figures as a table of values with commas, and its charts. */
final class SoakPage {
    private final List<Sample> samples;
    private final Tally tally;
    private final String after;

    /** @param after what was asked when all clients were gone, and what came of it */
    SoakPage(List<Sample> samples, Tally tally, String after) {
        this.samples = samples;
        this.tally = tally;
        this.after = after;
    }

    void write(Path docs) throws IOException {
        Path folder = Files.createDirectories(docs.resolve("performance-soak"));
        List<String> lines = new ArrayList<>(List.of(Sample.CSV_HEAD));
        samples.forEach(each -> lines.add(each.csv()));
        Files.write(folder.resolve("soak.csv"), lines);
        Files.writeString(folder.resolve("memory.svg"), memory());
        Files.writeString(folder.resolve("handles.svg"), handles());
        Files.writeString(folder.resolve("work.svg"), work());
        Files.writeString(docs.resolve("performance-soak.md"), page());
    }

    private List<Double> each(ToDoubleFunction<Sample> value) {
        return samples.stream().map(value::applyAsDouble).toList();
    }

    private List<Double> minutes() {
        return each(sample -> sample.seconds() / 60);
    }

    private String memory() throws IOException {
        return Chart.plain("Memory of the server", "minutes", "MB")
                .line("resident", minutes(), each(Sample::residentMb))
                .line("heap in use", minutes(), each(Sample::heapMb))
                .limit("limit", minutes(), each(sample -> Soak.MOST_RESIDENT_MB), true)
                .svg();
    }

    private String handles() throws IOException {
        return Chart.plain("Open files and threads of the server", "minutes", "number")
                .line("open files", minutes(), each(sample -> sample.files()))
                .line("threads", minutes(), each(Sample::threads))
                .svg();
    }

    private String work() throws IOException {
        return Chart.plain("What the clients did, in all", "minutes", "number")
                .line("completed", minutes(), each(sample -> sample.count(Tally.COMPLETED)))
                .line("cancelled", minutes(), each(sample -> sample.count(Tally.CANCELLED)))
                .line("bad input refused", minutes(), each(sample -> sample.count(Tally.BAD_INPUT)))
                .line("refused for lack of room", minutes(), each(sample -> sample.count(Tally.REFUSED)))
                .svg();
    }

    private String page() {
        Sample last = samples.getLast();
        Table counts = new Table("what came of it", "number");
        Map<String, Integer> all = new TreeMap<>(Map.of(Tally.WRONG, 0));
        all.putAll(tally.all());
        all.forEach(counts::row);
        Table models = new Table("model", "completed");
        tally.models().forEach(models::row);
        return """
                # Soak: mixed clients against one stub

                    mvn -q -Psoak -pl cloud-stub/benchmark -am package -DskipTests -Dsoak.minutes=60

                writes this page, [all samples](performance-soak/soak.csv) and the charts. One stub with the shipped models in
                every mode of the index, `%s`, as a process of its own; its clients in another one, and those that are
                killed in one each: %d that classify, %d that cancels at any stage, one after another that `kill -9` ends while
                it works, %d that sends garbage, unknown names or 80 MB, %d that connect and leave in the midst of a handshake or
                after it. A class is wrong if it is not the fixed-point model's, but for logits nearer to each
                other than twice the mode's bound. Refused is what the server had no room for.

                Run for %.0f minutes on %d cores of %s, not alone on them, so rates are no measure of speed.

                %s
                %s
                | the server | smallest | largest | at the end |
                |---|---|---|---|
                %s%s%s%s
                The last sample was taken half a minute after the last client had left. Sessions of clients that were killed
                stay for the half hour that a session may be idle. %s

                ![memory](performance-soak/memory.svg)
                ![open files and threads](performance-soak/handles.svg)
                ![work](performance-soak/work.svg)
                """.formatted(
                        String.join(" ", Soak.SERVER_OPTIONS),
                        Soak.HONEST,
                        Soak.CANCELLING,
                        Soak.BAD,
                        Soak.HALF_OPEN,
                        last.seconds() / 60,
                        Runtime.getRuntime().availableProcessors(),
                        Machine.processor(),
                        counts,
                        models,
                        row("resident, MB", Sample::residentMb),
                        row("heap in use, MB", Sample::heapMb),
                        row("open files", sample -> sample.files()),
                        row("threads", Sample::threads),
                        after);
    }

    private String row(String name, ToDoubleFunction<Sample> value) {
        double least = samples.stream().mapToDouble(value).min().orElseThrow();
        double most = samples.stream().mapToDouble(value).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f |%n",
                name,
                least,
                most,
                value.applyAsDouble(samples.getLast()));
    }
}
