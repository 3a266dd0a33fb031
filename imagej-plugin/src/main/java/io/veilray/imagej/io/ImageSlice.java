package io.veilray.imagej.io;

import ij.ImagePlus;
import ij.gui.Roi;
import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.region.Slice;
import java.awt.Rectangle;
import java.util.Optional;

/**
 * The current slice of an ImageJ image and the region selected on it.
 *
 * @param mask the outline of the selection inside of the region
 * @param wholeImage true if nothing was selected
 */
public record ImageSlice(Slice slice, Region region, RegionMask mask, boolean wholeImage) {
    /**
     * Reads the slice that is shown now with its selection.
     *
     * @throws IllegalArgumentException for selections that are no area or lie outside the image
     */
    public static ImageSlice of(ImagePlus image) {
        return of(image, Optional.ofNullable(image.getRoi()));
    }

    /**
     * Reads the slice that is shown now. An area of any shape stands for its bounding box, with its outline as the mask.
     *
     * @param roi empty for the whole slice
     * @throws IllegalArgumentException for selections that are no area or lie outside the image
     */
    public static ImageSlice of(ImagePlus image, Optional<Roi> roi) {
        Slice slice = SliceValues.of(image);
        return new ImageSlice(
                slice,
                roi.map(area -> region(area, slice)).orElseGet(() -> Region.whole(slice)),
                roi.<RegionMask>map(area -> area::contains).orElse(RegionMask.ALL),
                roi.isEmpty());
    }

    private static Region region(Roi roi, Slice slice) {
        if (!roi.isArea()) {
            throw new IllegalArgumentException("selection of type " + roi.getTypeAsString()
                    + ": it must enclose an area; draw a rectangle, ellipse, polygon or freehand region");
        }
        Rectangle inside = roi.getBounds().intersection(new Rectangle(slice.widthPx(), slice.heightPx()));
        if (inside.isEmpty()) {
            throw new IllegalArgumentException("selection " + roi.getBounds().x + "," + roi.getBounds().y
                    + " lies outside the image of " + slice.widthPx() + "x" + slice.heightPx() + " px: draw it inside");
        }
        return new Region(inside.x, inside.y, inside.width, inside.height);
    }
}
