package io.veilray.ui.classify;

import io.veilray.ui.classify.Review.Verdict;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The results of one scan and the one that is looked at. Carries out changes at once; a history wraps it with steps that
 * {@link #insert} and {@link ClassifyResult#reviewProperty} take back. On the JavaFX thread only.
 */
public final class Results implements ResultChanges {
    private final ClassifyQueue queue;
    private final ObservableList<ClassifyResult> all = FXCollections.observableArrayList();
    private final ObservableList<ClassifyResult> shown = FXCollections.unmodifiableObservableList(all);
    private final ObjectProperty<@Nullable ClassifyResult> selected = new SimpleObjectProperty<>();

    /** @param queue runs what is classified again */
    public Results(ClassifyQueue queue) {
        this.queue = queue;
    }

    /** Newest last; not to be changed by others. */
    public ObservableList<ClassifyResult> all() {
        return shown;
    }

    /** The result that is looked at; null if there is none. */
    public ObjectProperty<@Nullable ClassifyResult> selectedProperty() {
        return selected;
    }

    /** Puts a new result at the end and looks at it. */
    public void add(ClassifyResult result) {
        insert(all.size(), result);
    }

    /** Puts a result where it was and looks at it. */
    public void insert(int index, ClassifyResult result) {
        all.add(Math.min(index, all.size()), result);
        selected.set(result);
    }

    @Override
    public void accept(ClassifyResult result) {
        result.reviewProperty().set(result.review().with(Verdict.ACCEPTED));
    }

    @Override
    public void reject(ClassifyResult result) {
        result.reviewProperty().set(result.review().with(Verdict.REJECTED));
    }

    @Override
    public void comment(ClassifyResult result, String comment) {
        result.reviewProperty().set(result.review().with(comment));
    }

    @Override
    public void delete(ClassifyResult result) {
        int index = all.indexOf(result);
        if (index < 0) {
            return;
        }
        all.remove(index);
        if (selected.get() == result) {
            selected.set(all.isEmpty() ? null : all.get(Math.min(index, all.size() - 1)));
        }
    }

    @Override
    public void rerun(ClassifyResult result, String modelId) {
        queue.submit(result.request().with(modelId));
    }
}
