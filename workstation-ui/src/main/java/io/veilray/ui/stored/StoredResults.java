package io.veilray.ui.stored;

import io.veilray.dicom.derived.StoredResult;
import io.veilray.ui.scan.Series;
import io.veilray.ui.scan.SliceOrigin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;

/**
 * The results that were read from files, one for each however many files hold it, and which of them are hidden. A result
 * finds its image by the image's own identity, whichever is opened first. On the JavaFX thread only.
 */
public final class StoredResults {
    private final ObservableList<StoredResult> all = FXCollections.observableArrayList();
    private final ObservableSet<String> hidden = FXCollections.observableSet();

    public void add(List<StoredResult> more) {
        more.forEach(this::add);
    }

    private void add(StoredResult result) {
        OptionalInt known = IntStream.range(0, all.size())
                .filter(i -> all.get(i).isSameAs(result))
                .findFirst();
        if (known.isPresent()) {
            all.set(known.getAsInt(), all.get(known.getAsInt()).with(result));
        } else {
            all.add(result);
        }
    }

    /** Hears of new results, and of those that are hidden or shown. */
    public void onChange(InvalidationListener listener) {
        all.addListener(listener);
        hidden.addListener(listener);
    }

    /** Those over the slices of a series, in the order they were read. */
    public List<StoredResult> over(Series series) {
        return all.stream().filter(result -> slice(series, result).isPresent()).toList();
    }

    /** The slice of a series that a result lies over. */
    public OptionalInt slice(Series series, StoredResult result) {
        return IntStream.range(0, series.slices())
                .filter(slice -> isOver(result, series.origin(slice)))
                .findFirst();
    }

    private static boolean isOver(StoredResult result, Optional<SliceOrigin> origin) {
        return origin.filter(at -> result.image().means(at.instanceUid(), at.frame()))
                .isPresent();
    }

    /** Those over a slice, hidden ones too. */
    public List<StoredResult> over(Optional<SliceOrigin> slice) {
        return all.stream().filter(result -> isOver(result, slice)).toList();
    }

    /** How many lie over none of these. */
    public long without(Collection<Series> open) {
        return all.stream()
                .filter(result ->
                        open.stream().noneMatch(series -> slice(series, result).isPresent()))
                .count();
    }

    public boolean isShown(StoredResult result) {
        return !hidden.contains(key(result));
    }

    public void show(StoredResult result, boolean shown) {
        if (shown) {
            hidden.remove(key(result));
        } else {
            hidden.add(key(result));
        }
    }

    private static String key(StoredResult result) {
        return result.trackingUid() + " " + result.image() + " " + result.region();
    }
}
