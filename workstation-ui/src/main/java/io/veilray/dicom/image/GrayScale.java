package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.region.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** What one frame's stored values mean and how they are shown, PS3.3 section C.11. */
final class GrayScale {
    private static final Tag MODALITY_MACRO = Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE;
    private static final Tag VOI_MACRO = Tags.FRAME_VOI_LUT_SEQUENCE;
    /** In these the table only undoes what was done for viewing, PS3.3 section C.8.7.1.1.2. */
    private static final Set<String> FOR_VIEWING = Set.of("LOG", "DISP");

    private static final Set<String> FLUOROSCOPY = Set.of("XA", "RF");

    private final FrameHeader header;
    private final boolean signed;
    private final List<String> notes;

    /** @param notes gets a sentence for whatever the file asks for and does not get */
    GrayScale(FrameHeader header, boolean signed, List<String> notes) {
        this.header = header;
        this.signed = signed;
        this.notes = notes;
    }

    /** The way from stored values to modality units; a dose grid has its line under another name (C.8.8.3). */
    Modality modality() throws DicomException {
        List<DicomDataset> tables = header.items(MODALITY_MACRO, Tags.MODALITY_LUT_SEQUENCE);
        if (!tables.isEmpty() && !isForViewing()) {
            return LookupTable.of(tables.getFirst(), signed);
        }
        if (!tables.isEmpty()) {
            notes.add("The file's modality look-up table is not meant for viewing and is left out.");
        }
        OptionalDouble slope = header.decimal(MODALITY_MACRO, Tags.RESCALE_SLOPE);
        OptionalDouble dose = header.decimal(MODALITY_MACRO, Tags.DOSE_GRID_SCALING);
        double intercept =
                header.decimal(MODALITY_MACRO, Tags.RESCALE_INTERCEPT).orElse(0);
        return slope.isEmpty() && dose.isPresent()
                ? Rescale.of(dose.getAsDouble(), intercept, Tags.DOSE_GRID_SCALING)
                : Rescale.of(slope.orElse(1), intercept, Tags.RESCALE_SLOPE);
    }

    private boolean isForViewing() {
        return header.code(MODALITY_MACRO, Tags.MODALITY)
                        .filter(FLUOROSCOPY::contains)
                        .isPresent()
                && header.code(MODALITY_MACRO, Tags.PIXEL_INTENSITY_RELATIONSHIP)
                        .filter(FOR_VIEWING::contains)
                        .isPresent();
    }

    /** All ways to show the frame that the file proposes: its windows, then its tables. */
    List<Voi> vois(GrayValues values) throws DicomException {
        List<Voi> vois = new ArrayList<>(windows());
        for (DicomDataset table : header.items(VOI_MACRO, Tags.VOI_LUT_SEQUENCE)) {
            try {
                vois.add(table(table, values));
            } catch (DicomException e) {
                notes.add("The file's display look-up table is left out: " + e.getMessage() + ".");
            }
        }
        return vois;
    }

    /** All windows of the file, in their order. */
    private List<Voi> windows() throws DicomException {
        List<Double> centers = header.decimals(VOI_MACRO, Tags.WINDOW_CENTER);
        List<Double> widths = header.decimals(VOI_MACRO, Tags.WINDOW_WIDTH);
        List<String> names = header.texts(VOI_MACRO, Tags.WINDOW_EXPLANATION);
        List<Voi> windows = new ArrayList<>();
        for (int i = 0; i < Math.min(centers.size(), widths.size()); i++) {
            add(windows, centers.get(i), widths.get(i), i < names.size() ? names.get(i) : "");
        }
        return windows;
    }

    /** LINEAR where the file names no other function. */
    private void add(List<Voi> windows, double center, double width, String name) {
        String function = header.code(VOI_MACRO, Tags.VOI_LUT_FUNCTION).orElse("LINEAR");
        boolean sigmoid = function.equals("SIGMOID");
        boolean linear = !sigmoid && !function.equals("LINEAR_EXACT");
        if (!Double.isFinite(center) || !Double.isFinite(width) || !(width > 0) || linear && width < 1) {
            notes.add("The file's window of centre " + center + " and width " + width
                    + " is not a window and is left out.");
            return;
        }
        Window window = linear ? Window.linear(center, width) : new Window(center, width);
        windows.add(new Voi(window, sigmoid ? ToneCurve.SIGMOID : ToneCurve.LINEAR, name));
    }

    /** A table stands on the values themselves: as a curve it lies where its values lie in the window of all of them. */
    private Voi table(DicomDataset item, GrayValues values) throws DicomException {
        boolean belowZero = values.least() < 0; // C.11.2.1.1: a sign where what goes in has one
        LookupTable table = LookupTable.of(item, belowZero);
        float[] brightness = new float[Math.max(2, table.entries().length)];
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = (float) (table.entry(table.first() + i) / table.largest());
        }
        Window window = values.window();
        double from = (table.first() - window.center()) / window.width() + 0.5;
        double to = from + (brightness.length - 1) / window.width();
        return new Voi(
                window,
                new ToneCurve(from, to, brightness),
                item.text(Tags.LUT_EXPLANATION).orElse(""));
    }
}
