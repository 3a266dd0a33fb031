package io.veilray.ui.window;

import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.ResultChanges;
import io.veilray.ui.classify.Results;
import io.veilray.ui.classify.Review;
import io.veilray.ui.classify.Review.Verdict;
import io.veilray.ui.text.Messages;
import io.veilray.ui.tool.UndoHistory;

/** Every change of a result as a named step that can be undone. A change to what already is adds no step. */
final class UndoableChanges implements ResultChanges {
    private final Results results;
    private final UndoHistory history;
    private final Messages messages;

    UndoableChanges(Results results, UndoHistory history, Messages messages) {
        this.results = results;
        this.history = history;
        this.messages = messages;
    }

    @Override
    public void accept(ClassifyResult result) {
        if (result.review().verdict() != Verdict.ACCEPTED) {
            review(result, "window.undo.accept", () -> results.accept(result));
        }
    }

    @Override
    public void reject(ClassifyResult result) {
        if (result.review().verdict() != Verdict.REJECTED) {
            review(result, "window.undo.reject", () -> results.reject(result));
        }
    }

    @Override
    public void comment(ClassifyResult result, String comment) {
        if (!comment.strip().equals(result.review().comment())) {
            review(result, "window.undo.comment", () -> results.comment(result, comment));
        }
    }

    private void review(ClassifyResult result, String key, Runnable change) {
        Review before = result.review();
        history.perform(messages.get(key, result.request().name()), change, () -> result.reviewProperty()
                .set(before));
    }

    @Override
    public void delete(ClassifyResult result) {
        int index = results.all().indexOf(result);
        if (index >= 0) {
            history.perform(
                    messages.get("window.undo.deleteResult", result.request().name()),
                    () -> results.delete(result),
                    () -> results.insert(index, result));
        }
    }

    /** Nothing to undo: it adds a result, which can be deleted. */
    @Override
    public void rerun(ClassifyResult result, String modelId) {
        results.rerun(result, modelId);
    }
}
