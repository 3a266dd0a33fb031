package io.veilray.ui.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.veilray.result.Classification;
import io.veilray.ui.overlay.ResultOverlay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes findings to a file. Blocks for the disk: not on the JavaFX thread. */
public final class ResultExport {
    private ResultExport() {}

    /** The scan with its region outlined, the result beside it and the research-use words. */
    public static void png(Finding finding, boolean showEvidence, Path file) throws ExportException {
        write(
                file,
                target -> Png.write(
                        ResultOverlay.paint(
                                finding.scan().slice(), finding.scan().description(), finding.result(), showEvidence),
                        target));
    }

    /** One row a finding; UTF-8 with a byte order mark, without which spreadsheets misread umlauts. */
    public static void csv(List<Finding> findings, Path file) throws ExportException {
        text(file, "\uFEFF" + ResultTable.of(findings));
    }

    /** Each finding with the keys of {@code veilray classify --json} and what the user thinks of it. */
    public static void json(List<Finding> findings, Path file) throws ExportException {
        JsonArray array = new JsonArray();
        findings.forEach(finding -> array.add(json(finding)));
        JsonObject all = new JsonObject();
        all.addProperty("use", Classification.RESEARCH_USE);
        all.add("results", array);
        text(file, JsonOutput.text(all) + "\n");
    }

    private static JsonObject json(Finding finding) {
        JsonObject json = ResultJson.of(finding.scan(), finding.result(), finding.comparison());
        json.addProperty("regionName", finding.regionName());
        json.addProperty("verdict", finding.review().verdict().name());
        json.addProperty("comment", finding.review().comment());
        json.addProperty("server", finding.server());
        json.addProperty("finished", finding.finished().toString());
        return json;
    }

    private static void text(Path file, String text) throws ExportException {
        write(file, target -> WholeFile.write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    private static void write(Path file, Writing writing) throws ExportException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new ExportException("report.notAFolder", file, null);
        }
        try {
            writing.to(file);
        } catch (IOException e) {
            throw new ExportException("report.failed", file, e);
        }
    }
}
