package io.veilray.ui.classify;

/** What the user does to a result; the window puts each into its history as a named step. On the JavaFX thread. */
public interface ResultChanges {
    void accept(ClassifyResult result);

    void reject(ClassifyResult result);

    void comment(ClassifyResult result, String comment);

    void delete(ClassifyResult result);

    /** Classifies the same region by that model. */
    void rerun(ClassifyResult result, String modelId);
}
