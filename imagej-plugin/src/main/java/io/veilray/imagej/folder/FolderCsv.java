package io.veilray.imagej.folder;

import io.veilray.result.Classification;
import io.veilray.result.CsvText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of a run as CSV (RFC 4180), in the order of the files; the first name in the header is the research-use words. */
final class FolderCsv {
    private static final String LINE_END = "\r\n";

    private FolderCsv() {}

    /** Writes the whole file or none. */
    static void write(Path file, List<Row> rows) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.cells().keySet()));
        StringBuilder text = new StringBuilder(
                line(Stream.concat(Stream.of(Classification.RESEARCH_USE, "File", "Reason"), columns.stream())));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            text.append(line(Stream.concat(
                    Stream.of(String.valueOf(i + 1), row.file(), row.reason()),
                    columns.stream().map(name -> row.cells().getOrDefault(name, "")))));
        }
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".veilray", ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String line(Stream<String> cells) {
        return cells.map(CsvText::of).collect(Collectors.joining(",")) + LINE_END;
    }
}
