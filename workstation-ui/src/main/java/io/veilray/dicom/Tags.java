package io.veilray.dicom;

/** The tags that this program names; what the standard says of them and of all others is in {@link Dictionary}. */
public final class Tags {
    public static final Tag COMMAND_GROUP_LENGTH = Tag.of(0x00000000);
    public static final Tag FILE_META_LENGTH = Tag.of(0x00020000);
    public static final Tag FILE_META_VERSION = Tag.of(0x00020001);
    public static final Tag MEDIA_STORAGE_SOP_CLASS_UID = Tag.of(0x00020002);
    public static final Tag MEDIA_STORAGE_SOP_INSTANCE_UID = Tag.of(0x00020003);
    public static final Tag TRANSFER_SYNTAX_UID = Tag.of(0x00020010);
    public static final Tag IMPLEMENTATION_CLASS_UID = Tag.of(0x00020012);
    public static final Tag IMPLEMENTATION_VERSION_NAME = Tag.of(0x00020013);
    public static final Tag DIRECTORY_RECORD_SEQUENCE = Tag.of(0x00041220);
    public static final Tag RECORD_IN_USE_FLAG = Tag.of(0x00041410);
    public static final Tag REFERENCED_FILE_ID = Tag.of(0x00041500);
    public static final Tag SPECIFIC_CHARACTER_SET = Tag.of(0x00080005);
    public static final Tag SOP_CLASS_UID = Tag.of(0x00080016);
    public static final Tag SOP_INSTANCE_UID = Tag.of(0x00080018);
    public static final Tag MODALITY = Tag.of(0x00080060);
    public static final Tag SERIES_DESCRIPTION = Tag.of(0x0008103E);
    public static final Tag PROTOCOL_NAME = Tag.of(0x00181030);
    public static final Tag IMAGER_PIXEL_SPACING = Tag.of(0x00181164);
    public static final Tag STUDY_INSTANCE_UID = Tag.of(0x0020000D);
    public static final Tag SERIES_INSTANCE_UID = Tag.of(0x0020000E);
    public static final Tag SERIES_NUMBER = Tag.of(0x00200011);
    public static final Tag INSTANCE_NUMBER = Tag.of(0x00200013);
    public static final Tag IMAGE_POSITION = Tag.of(0x00200032);
    public static final Tag IMAGE_ORIENTATION = Tag.of(0x00200037);
    public static final Tag PLANE_POSITION_SEQUENCE = Tag.of(0x00209113);
    public static final Tag PLANE_ORIENTATION_SEQUENCE = Tag.of(0x00209116);
    public static final Tag SAMPLES_PER_PIXEL = Tag.of(0x00280002);
    public static final Tag PHOTOMETRIC_INTERPRETATION = Tag.of(0x00280004);
    public static final Tag PLANAR_CONFIGURATION = Tag.of(0x00280006);
    public static final Tag NUMBER_OF_FRAMES = Tag.of(0x00280008);
    public static final Tag ROWS = Tag.of(0x00280010);
    public static final Tag COLUMNS = Tag.of(0x00280011);
    public static final Tag PIXEL_SPACING = Tag.of(0x00280030);
    public static final Tag BITS_ALLOCATED = Tag.of(0x00280100);
    public static final Tag BITS_STORED = Tag.of(0x00280101);
    public static final Tag HIGH_BIT = Tag.of(0x00280102);
    public static final Tag PIXEL_REPRESENTATION = Tag.of(0x00280103);
    public static final Tag PIXEL_PADDING_VALUE = Tag.of(0x00280120);
    public static final Tag WINDOW_CENTER = Tag.of(0x00281050);
    public static final Tag WINDOW_WIDTH = Tag.of(0x00281051);
    public static final Tag RESCALE_INTERCEPT = Tag.of(0x00281052);
    public static final Tag RESCALE_SLOPE = Tag.of(0x00281053);
    public static final Tag RESCALE_TYPE = Tag.of(0x00281054);
    public static final Tag VOI_LUT_FUNCTION = Tag.of(0x00281056);
    public static final Tag MODALITY_LUT_SEQUENCE = Tag.of(0x00283000);
    public static final Tag VOI_LUT_SEQUENCE = Tag.of(0x00283010);
    public static final Tag PIXEL_MEASURES_SEQUENCE = Tag.of(0x00289110);
    public static final Tag FRAME_VOI_LUT_SEQUENCE = Tag.of(0x00289132);
    public static final Tag PIXEL_VALUE_TRANSFORMATION_SEQUENCE = Tag.of(0x00289145);
    public static final Tag SHARED_FUNCTIONAL_GROUPS_SEQUENCE = Tag.of(0x52009229);
    public static final Tag PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = Tag.of(0x52009230);
    public static final Tag PIXEL_DATA = Tag.of(0x7FE00010);

    static final Tag ITEM = Tag.of(0xFFFEE000);
    static final Tag ITEM_DELIMITATION = Tag.of(0xFFFEE00D);
    static final Tag SEQUENCE_DELIMITATION = Tag.of(0xFFFEE0DD);

    private Tags() {}
}
