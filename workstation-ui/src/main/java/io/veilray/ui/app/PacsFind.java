package io.veilray.ui.app;

import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Level;
import io.veilray.dicom.pacs.Query;
import io.veilray.ui.report.JsonOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "find",
        description =
                "Find studies; with --study the series of one, with --series too the objects of that. * and ? stand"
                        + " for any letters.")
final class PacsFind implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PacsOptions archive;

    @Option(names = "--study", paramLabel = "UID", description = "Find the series of this study.")
    private Optional<String> study = Optional.empty();

    @Option(names = "--series", paramLabel = "UID", description = "Find the objects of this series; with --study.")
    private Optional<String> series = Optional.empty();

    @Option(names = "--patient-name", paramLabel = "NAME", description = "Such as \"Doe^J*\".")
    private String patientName = "";

    @Option(names = "--patient-id", paramLabel = "ID", description = "The patient's number.")
    private String patientId = "";

    @Option(names = "--date", paramLabel = "DATE", description = "Of the study: 20261121, or 20261101-20261121.")
    private String date = "";

    @Option(names = "--modality", paramLabel = "CODE", description = "Such as CT.")
    private String modality = "";

    @Option(names = "--accession", paramLabel = "NUMBER", description = "Accession number.")
    private String accession = "";

    @Option(
            names = "--match",
            paramLabel = "GGGG,EEEE=VALUE",
            description = "Any other attribute to match; may be repeated.")
    private Map<String, String> keys = new LinkedHashMap<>();

    @Option(names = "--limit", paramLabel = "N", description = "Take at most N matches; 500 if left out.")
    private int limit = Query.DEFAULT_LIMIT;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    PacsFind(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Query query = PacsOptions.checked(this::query);
        try (PacsOptions options = archive;
                Archive open = options.open()) {
            show(query, open.find(query));
        }
        return ExitCode.OK.number();
    }

    private Query query() {
        if (series.isPresent() && study.isEmpty()) {
            throw new IllegalArgumentException("--series needs the --study it belongs to");
        }
        Query query = series.isPresent()
                ? Query.imagesOf(study.get(), series.get())
                : study.map(Query::seriesOf).orElseGet(Query::studies);
        query = query.atMost(limit)
                .with(Tags.PATIENT_NAME, patientName)
                .with(Tags.PATIENT_ID, patientId)
                .with(Tags.STUDY_DATE, date)
                .with(Tags.ACCESSION_NUMBER, accession)
                .with(query.level() == Level.STUDY ? Tags.MODALITIES_IN_STUDY : Tags.MODALITY, modality);
        for (Map.Entry<String, String> key : keys.entrySet()) {
            query = query.with(tag(key.getKey()), key.getValue());
        }
        return query;
    }

    private static Tag tag(String text) {
        if (!text.matches("[0-9a-fA-F]{4},?[0-9a-fA-F]{4}")) {
            throw new IllegalArgumentException(
                    "--match " + text + ": must begin with a tag such as 0008,0050 and have a value");
        }
        return Tag.of(Integer.parseUnsignedInt(text.replace(",", ""), 16));
    }

    private void show(Query query, Found found) {
        if (json) {
            console.result(JsonOutput.text(MatchText.json(query.level(), found)));
            return;
        }
        found.matches().forEach(match -> console.result(MatchText.line(match)));
        int count = found.matches().size();
        console.result((count == 1 ? "1 match" : count + " matches")
                + (found.complete() ? "." : "; there are more: ask for less, or raise --limit."));
    }
}
