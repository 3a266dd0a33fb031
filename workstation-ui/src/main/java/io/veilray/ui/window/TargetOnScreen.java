package io.veilray.ui.window;

import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.classify.RegionTarget;
import io.veilray.ui.scan.Scan;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import io.veilray.ui.tool.Mark;
import io.veilray.ui.tool.Outline;
import io.veilray.ui.tool.SliceSize;
import io.veilray.ui.viewer.Viewport;
import java.util.Optional;

/** What Classify would take: the selected region, or the whole slice where none is selected. */
final class TargetOnScreen {
    private TargetOnScreen() {}

    /**
     * Empty while no slice is on the screen.
     *
     * @param selected the selected mark of the slice, which is no region if it is a measurement
     */
    static Optional<RegionTarget> of(
            Viewport viewport, OpenSeries.Place at, Optional<Mark> selected, Messages messages) {
        Slice slice = viewport.sliceProperty().get();
        Window window = viewport.windowProperty().get();
        if (slice == null || window == null) {
            return Optional.empty();
        }
        SliceSize size = new SliceSize(slice.widthPx(), slice.heightPx());
        Optional<Outline> outline =
                selected.map(Mark::figure).filter(Outline.class::isInstance).map(Outline.class::cast);
        Series series = at.series().series();
        return Optional.of(new RegionTarget(
                new Scan(slice.withWindow(window), series.title(), series.notes(at.slice())),
                outline.flatMap(figure -> figure.region(size)).orElseGet(() -> Region.whole(slice)),
                outline.<RegionMask>map(figure -> figure::containsPixel).orElse(RegionMask.ALL),
                outline.flatMap(figure -> selected).map(Mark::name).orElse(messages.get("window.wholeImage")),
                at));
    }
}
