package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import io.veilray.result.Classification;
import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** A classification with where it came from and what the user thinks of it. Its properties change on the JavaFX thread. */
public final class ClassifyResult {
    private final ClassifyRequest request;
    private final ModelInfo model;
    private final Classification classification;
    private final CloudTarget server;
    private final double seconds;
    private final Instant finished;
    private final boolean preparedBefore;
    private final ObjectProperty<Review> review = new SimpleObjectProperty<>(Review.NONE);
    private final ReadOnlyObjectWrapper<Agreement> agreement;

    /**
     * @param preparedBefore whether the ticket had been made before the job began
     * @param comparable whether a comparison with the model in the clear will follow
     */
    ClassifyResult(
            ClassifyRequest request,
            ModelInfo model,
            Classification classification,
            CloudTarget server,
            double seconds,
            Instant finished,
            boolean preparedBefore,
            boolean comparable) {
        this.request = request;
        this.model = model;
        this.classification = classification;
        this.server = server;
        this.seconds = seconds;
        this.finished = finished;
        this.preparedBefore = preparedBefore;
        this.agreement = new ReadOnlyObjectWrapper<>(comparable ? Agreement.PENDING : Agreement.NOT_POSSIBLE);
    }

    public ClassifyRequest request() {
        return request;
    }

    /** The model's card as the server gave it. */
    public ModelInfo model() {
        return model;
    }

    public Classification classification() {
        return classification;
    }

    public CloudTarget server() {
        return server;
    }

    /** Whether its ticket had been made before the job began, so that {@link #seconds} has no part of that. */
    public boolean preparedBefore() {
        return preparedBefore;
    }

    /** From the connection being there to the answer. */
    public double seconds() {
        return seconds;
    }

    public Instant finished() {
        return finished;
    }

    /** Set by whoever carries out {@link ResultChanges}. */
    public ObjectProperty<Review> reviewProperty() {
        return review;
    }

    public Review review() {
        return review.get();
    }

    public ReadOnlyObjectProperty<Agreement> agreementProperty() {
        return agreement.getReadOnlyProperty();
    }

    public Agreement agreement() {
        return agreement.get();
    }

    void compared(Agreement found) {
        agreement.set(found);
    }
}
