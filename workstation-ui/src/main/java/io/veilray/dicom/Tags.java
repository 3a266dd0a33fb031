package io.veilray.dicom;

import java.util.HashMap;
import java.util.Map;

/** The part of the data dictionary (PS3.6) that reading an image needs. */
public final class Tags {
    private record Entry(Vr vr, String name) {}

    private static final Map<Tag, Entry> DICTIONARY = new HashMap<>();

    public static final Tag TRANSFER_SYNTAX_UID = define(0x0002, 0x0010, Vr.UI, "Transfer Syntax UID");
    public static final Tag DIRECTORY_RECORD_SEQUENCE = define(0x0004, 0x1220, Vr.SQ, "Directory Record Sequence");
    public static final Tag RECORD_IN_USE_FLAG = define(0x0004, 0x1410, Vr.US, "Record In-use Flag");
    public static final Tag REFERENCED_FILE_ID = define(0x0004, 0x1500, Vr.CS, "Referenced File ID");
    public static final Tag SPECIFIC_CHARACTER_SET = define(0x0008, 0x0005, Vr.CS, "Specific Character Set");
    public static final Tag SOP_CLASS_UID = define(0x0008, 0x0016, Vr.UI, "SOP Class UID");
    public static final Tag SOP_INSTANCE_UID = define(0x0008, 0x0018, Vr.UI, "SOP Instance UID");
    public static final Tag MODALITY = define(0x0008, 0x0060, Vr.CS, "Modality");
    public static final Tag SERIES_DESCRIPTION = define(0x0008, 0x103E, Vr.LO, "Series Description");
    public static final Tag PROTOCOL_NAME = define(0x0018, 0x1030, Vr.LO, "Protocol Name");
    public static final Tag IMAGER_PIXEL_SPACING = define(0x0018, 0x1164, Vr.DS, "Imager Pixel Spacing");
    public static final Tag STUDY_INSTANCE_UID = define(0x0020, 0x000D, Vr.UI, "Study Instance UID");
    public static final Tag SERIES_INSTANCE_UID = define(0x0020, 0x000E, Vr.UI, "Series Instance UID");
    public static final Tag SERIES_NUMBER = define(0x0020, 0x0011, Vr.IS, "Series Number");
    public static final Tag INSTANCE_NUMBER = define(0x0020, 0x0013, Vr.IS, "Instance Number");
    public static final Tag IMAGE_POSITION = define(0x0020, 0x0032, Vr.DS, "Image Position (Patient)");
    public static final Tag IMAGE_ORIENTATION = define(0x0020, 0x0037, Vr.DS, "Image Orientation (Patient)");
    public static final Tag FRAME_OF_REFERENCE_UID = define(0x0020, 0x0052, Vr.UI, "Frame of Reference UID");
    public static final Tag PLANE_POSITION_SEQUENCE = define(0x0020, 0x9113, Vr.SQ, "Plane Position Sequence");
    public static final Tag PLANE_ORIENTATION_SEQUENCE = define(0x0020, 0x9116, Vr.SQ, "Plane Orientation Sequence");
    public static final Tag SAMPLES_PER_PIXEL = define(0x0028, 0x0002, Vr.US, "Samples per Pixel");
    public static final Tag PHOTOMETRIC_INTERPRETATION = define(0x0028, 0x0004, Vr.CS, "Photometric Interpretation");
    public static final Tag PLANAR_CONFIGURATION = define(0x0028, 0x0006, Vr.US, "Planar Configuration");
    public static final Tag NUMBER_OF_FRAMES = define(0x0028, 0x0008, Vr.IS, "Number of Frames");
    public static final Tag ROWS = define(0x0028, 0x0010, Vr.US, "Rows");
    public static final Tag COLUMNS = define(0x0028, 0x0011, Vr.US, "Columns");
    public static final Tag PIXEL_SPACING = define(0x0028, 0x0030, Vr.DS, "Pixel Spacing");
    public static final Tag BITS_ALLOCATED = define(0x0028, 0x0100, Vr.US, "Bits Allocated");
    public static final Tag BITS_STORED = define(0x0028, 0x0101, Vr.US, "Bits Stored");
    public static final Tag HIGH_BIT = define(0x0028, 0x0102, Vr.US, "High Bit");
    public static final Tag PIXEL_REPRESENTATION = define(0x0028, 0x0103, Vr.US, "Pixel Representation");
    public static final Tag PIXEL_PADDING_VALUE = define(0x0028, 0x0120, Vr.US, "Pixel Padding Value");
    public static final Tag WINDOW_CENTER = define(0x0028, 0x1050, Vr.DS, "Window Center");
    public static final Tag WINDOW_WIDTH = define(0x0028, 0x1051, Vr.DS, "Window Width");
    public static final Tag RESCALE_INTERCEPT = define(0x0028, 0x1052, Vr.DS, "Rescale Intercept");
    public static final Tag RESCALE_SLOPE = define(0x0028, 0x1053, Vr.DS, "Rescale Slope");
    public static final Tag RESCALE_TYPE = define(0x0028, 0x1054, Vr.LO, "Rescale Type");
    public static final Tag VOI_LUT_FUNCTION = define(0x0028, 0x1056, Vr.CS, "VOI LUT Function");
    public static final Tag MODALITY_LUT_SEQUENCE = define(0x0028, 0x3000, Vr.SQ, "Modality LUT Sequence");
    public static final Tag VOI_LUT_SEQUENCE = define(0x0028, 0x3010, Vr.SQ, "VOI LUT Sequence");
    public static final Tag PIXEL_MEASURES_SEQUENCE = define(0x0028, 0x9110, Vr.SQ, "Pixel Measures Sequence");
    public static final Tag FRAME_VOI_LUT_SEQUENCE = define(0x0028, 0x9132, Vr.SQ, "Frame VOI LUT Sequence");
    public static final Tag PIXEL_VALUE_TRANSFORMATION_SEQUENCE =
            define(0x0028, 0x9145, Vr.SQ, "Pixel Value Transformation Sequence");
    public static final Tag SHARED_FUNCTIONAL_GROUPS_SEQUENCE =
            define(0x5200, 0x9229, Vr.SQ, "Shared Functional Groups Sequence");
    public static final Tag PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE =
            define(0x5200, 0x9230, Vr.SQ, "Per-Frame Functional Groups Sequence");
    public static final Tag PIXEL_DATA = define(0x7FE0, 0x0010, Vr.OW, "Pixel Data");

    static final Tag ITEM = define(0xFFFE, 0xE000, Vr.UN, "Item");
    static final Tag ITEM_DELIMITATION = define(0xFFFE, 0xE00D, Vr.UN, "Item Delimitation");
    static final Tag SEQUENCE_DELIMITATION = define(0xFFFE, 0xE0DD, Vr.UN, "Sequence Delimitation");

    private Tags() {}

    private static Tag define(int group, int element, Vr vr, String name) {
        Tag tag = new Tag(group, element);
        DICTIONARY.put(tag, new Entry(vr, name));
        return tag;
    }

    /** The name, or an empty text for a tag we do not know. */
    static String name(Tag tag) {
        Entry entry = DICTIONARY.get(tag);
        return entry == null ? "" : entry.name();
    }

    /** The representation that an implicit file leaves to the dictionary; UN for a tag we do not know. */
    static Vr vr(Tag tag) {
        Entry entry = DICTIONARY.get(tag);
        return entry == null ? Vr.UN : entry.vr();
    }
}
