package io.veilray.ui.pacs;

import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Found;
import io.veilray.dicom.pacs.Match;
import io.veilray.dicom.pacs.Query;
import io.veilray.dicom.pacs.Selection;
import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks an archive for studies, shows the series of the one that is selected, and fetches. */
final class QueryPane extends VBox {
    private static final double WIDTH_PX = 940;
    private static final double HEIGHT_PX = 640;
    private static final double SERIES_PX = 150;

    private final Messages messages;
    private final ArchiveWords words;
    private final KnownArchives known;
    private final ArchiveCalls calls;
    private final ArchiveChooser archive;
    private final QueryForm form;
    private final MatchTable studies;
    private final MatchTable series;
    private final Label said = Wrapped.text("");
    private final Button search;
    private final Button retrieve;
    private final Button cancel;
    private final Button close;
    private Consumer<Wanted> wanted = what -> {};
    private ArchiveCalls.Call asking;
    private ArchiveCalls.Call askingSeries;
    /** Who answered: what is fetched is fetched there, whatever is chosen meanwhile. */
    private ArchiveEntry answered;

    /**
     * What the user wants to have.
     *
     * @param objects how many there should be; 0 if the archive did not tell
     */
    record Wanted(ArchiveEntry from, Selection selection, int objects) {}

    QueryPane(Messages messages, ArchiveWords words, KnownArchives known, ArchiveCalls calls) {
        super(10);
        this.messages = messages;
        this.words = words;
        this.known = known;
        this.calls = calls;
        archive = new ArchiveChooser(messages, known);
        form = new QueryForm(messages, words, this::search);
        studies = studies();
        series = series();
        search = Parts.button(messages, "pacs.search", "pacs-search");
        retrieve = Parts.button(messages, "pacs.retrieveStudy", "pacs-retrieve");
        cancel = Parts.button(messages, "pacs.cancel", "pacs-cancel");
        close = Parts.button(messages, "pacs.close", "pacs-close");
        setPrefSize(WIDTH_PX, HEIGHT_PX);
        setId("pacs-query");
        lay();
        wire();
        say("", false);
        busy(false);
    }

    private void lay() {
        search.getStyleClass().add("accent");
        said.setId("pacs-said");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox first = new HBox(10, archive, gap, search);
        first.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(said, Priority.ALWAYS);
        said.setMaxWidth(Double.MAX_VALUE);
        HBox last = new HBox(10, said, cancel, retrieve, close);
        last.setAlignment(Pos.CENTER_RIGHT);
        VBox.setVgrow(studies, Priority.ALWAYS);
        series.setPrefHeight(SERIES_PX);
        series.setMinHeight(SERIES_PX);
        getChildren()
                .addAll(
                        Wrapped.text(messages.get("pacs.title"), "heading"),
                        Parts.identityNote(messages, "pacs.identity.query"),
                        first,
                        form,
                        studies,
                        series,
                        last);
    }

    private void wire() {
        search.setOnAction(event -> search());
        retrieve.setOnAction(event -> retrieve());
        cancel.setOnAction(event -> cancel());
        studies.getSelectionModel().selectedItemProperty().subscribe(this::studySelected);
        series.getSelectionModel().selectedItemProperty().subscribe(match -> refresh());
        for (MatchTable table : new MatchTable[] {studies, series}) {
            table.setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
                    retrieve();
                }
            });
            table.setOnKeyPressed(event -> {
                if (event.getCode() == KeyCode.ENTER) {
                    retrieve();
                }
            });
        }
    }

    private MatchTable studies() {
        MatchTable table = new MatchTable(messages, "pacs-studies", "pacs.studies")
                .column("patient", 150, match -> match.text(Tags.PATIENT_NAME)
                        .map(ArchiveWords::name)
                        .orElse(""))
                .text("id", 115, Tags.PATIENT_ID)
                .column("born", 102, match -> words.date(match, Tags.PATIENT_BIRTH_DATE))
                .column("date", 102, match -> words.date(match, Tags.STUDY_DATE))
                .column(
                        "modality",
                        95,
                        match -> String.join(", ", match.attributes().codes(Tags.MODALITIES_IN_STUDY)))
                .text("description", 190, Tags.STUDY_DESCRIPTION)
                .text("accession", 110, Tags.ACCESSION_NUMBER)
                .number("objects", 85, Tags.STUDY_RELATED_INSTANCES);
        table.placeholder(messages.get(known.entries().isEmpty() ? "pacs.noArchive" : "pacs.askFirst"));
        return table;
    }

    private MatchTable series() {
        MatchTable table = new MatchTable(messages, "pacs-series", "pacs.series")
                .number("number", 60, Tags.SERIES_NUMBER)
                .text("modality", 95, Tags.MODALITY)
                .text("description", 380, Tags.SERIES_DESCRIPTION)
                .text("bodyPart", 180, Tags.BODY_PART_EXAMINED)
                .number("objects", 80, Tags.SERIES_RELATED_INSTANCES);
        table.placeholder(messages.get("pacs.series.select"));
        return table;
    }

    /** @param what asks for a study or series to be fetched */
    void onWanted(Consumer<Wanted> what) {
        wanted = what;
    }

    void onClose(Runnable what) {
        close.setOnAction(event -> what.run());
    }

    void focusFirst() {
        form.focusFirst();
    }

    private void search() {
        Optional<ArchiveEntry> at = archive.chosen();
        if (at.isEmpty()) {
            say(messages.get("pacs.noArchive"), true);
        } else if (archive.wantsPassword()) {
            say(messages.get("pacs.password.missing", at.get().name()), true);
        } else if (asking == null) {
            ask(at.get());
        }
    }

    private void ask(ArchiveEntry at) {
        Query query;
        try {
            query = form.query();
        } catch (IllegalArgumentException e) {
            say(messages.get("pacs.badQuery", e.getMessage()), true);
            return;
        }
        studies.getItems().clear();
        busy(true);
        say(messages.get("pacs.searching", at.name()), false);
        answered = at;
        asking = ArchiveAccess.ask(calls, known, at, archive -> archive.find(query), this::found, this::failed);
    }

    private void found(Found found) {
        busy(false);
        studies.show(found.matches(), Tags.STUDY_DATE, true);
        studies.placeholder(messages.get("pacs.nothing"));
        int count = found.matches().size();
        say(found.complete() ? messages.get("pacs.found", count) : messages.get("pacs.foundFirst", count), false);
        if (count > 0) {
            studies.requestFocus();
        }
        if (count == 1) {
            studies.getSelectionModel().selectFirst();
        }
    }

    private void studySelected(Match study) {
        if (askingSeries != null) {
            askingSeries.cancel();
            askingSeries = null;
        }
        series.getItems().clear();
        Optional<Selection> selection = study == null ? Optional.empty() : study.selection();
        series.placeholder(messages.get(selection.isEmpty() ? "pacs.series.select" : "pacs.series.asking"));
        refresh();
        selection.ifPresent(of -> askingSeries = ArchiveAccess.ask(
                calls,
                known,
                answered,
                archive -> archive.find(Query.seriesOf(of.studyUid())),
                found -> {
                    series.show(found.matches(), Tags.SERIES_NUMBER, false);
                    if (!found.complete()) {
                        say(messages.get("pacs.series.first", found.matches().size()), false);
                    }
                },
                problem -> series.placeholder(words.failure(problem))));
    }

    private Optional<Match> chosen() {
        return Optional.ofNullable(series.getSelectionModel().getSelectedItem())
                .or(() -> Optional.ofNullable(studies.getSelectionModel().getSelectedItem()));
    }

    private void refresh() {
        boolean ofSeries = series.getSelectionModel().getSelectedItem() != null;
        retrieve.setText(messages.get(ofSeries ? "pacs.retrieveSeries" : "pacs.retrieveStudy"));
        retrieve.setDisable(asking != null || chosen().flatMap(Match::selection).isEmpty());
    }

    private void retrieve() {
        if (asking == null) {
            chosen().ifPresent(match -> match.selection()
                    .ifPresent(selection -> wanted.accept(new Wanted(answered, selection, objects(match)))));
        }
    }

    private static int objects(Match match) {
        return match.text(Tags.SERIES_RELATED_INSTANCES)
                .or(() -> match.text(Tags.STUDY_RELATED_INSTANCES))
                .filter(text -> text.matches("\\d{1,7}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** Something that the user may cancel here is on its way. */
    void running(ArchiveCalls.Call call, String sentence) {
        asking = call;
        busy(true);
        say(sentence, false);
    }

    void failed(Exception problem) {
        over(words.failure(problem), true);
    }

    void over(String sentence, boolean problem) {
        busy(false);
        say(sentence, problem);
    }

    boolean isBusy() {
        return asking != null;
    }

    /** Stops what runs; false if nothing did. */
    boolean cancel() {
        if (asking == null) {
            return false;
        }
        asking.cancel();
        over(messages.get("pacs.cancelled"), false);
        return true;
    }

    void say(String sentence, boolean problem) {
        Parts.say(said, sentence, problem);
        said.setManaged(true); // its place stays, so that nothing jumps
    }

    private void busy(boolean now) {
        if (!now) {
            asking = null;
        }
        if (now) {
            requestFocus(); // or it would go to Close, and a second Enter would stop it all
        }
        Parts.show(cancel, now);
        search.setDisable(now);
        archive.setDisable(now);
        form.setDisable(now);
        refresh();
        retrieve.setDisable(now || retrieve.isDisabled());
    }
}
