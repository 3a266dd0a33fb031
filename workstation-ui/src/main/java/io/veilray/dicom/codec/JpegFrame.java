package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** The frame header of T.81 B.2.2, checked against the DICOM header before anything is allocated. */
final class JpegFrame {
    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int LOSSLESS = 0xC3;

    final boolean isLossless;
    final int precision;
    final int widthPx;
    final int heightPx;
    final JpegComponent[] components;
    final int maxHorizontal;
    final int maxVertical;

    private JpegFrame(int marker, int precision, FrameShape shape, JpegComponent[] components) {
        this.isLossless = marker == LOSSLESS;
        this.precision = precision;
        this.widthPx = shape.widthPx();
        this.heightPx = shape.heightPx();
        this.components = components;
        int horizontal = 1;
        int vertical = 1;
        for (JpegComponent component : components) {
            horizontal = Math.max(horizontal, component.horizontal);
            vertical = Math.max(vertical, component.vertical);
        }
        maxHorizontal = horizontal;
        maxVertical = vertical;
        allocate();
    }

    static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Reads the segment of that SOF marker; a height of zero (told later by a DNL segment) stands for the header's. */
    static JpegFrame read(FrameBytes in, int marker, FrameShape shape) throws DicomException {
        int start = in.position() - 2;
        if (marker != BASELINE && marker != EXTENDED && marker != LOSSLESS) {
            throw in.errorAt(
                    start,
                    "coding process SOF" + (marker - 0xC0)
                            + " (progressive, hierarchical or arithmetic) is retired in DICOM: convert the file first, for"
                            + " example with \"dcmdjpeg in.dcm out.dcm\"");
        }
        int end = in.segmentEnd();
        int precision = in.u8();
        int heightPx = in.u16();
        int widthPx = in.u16();
        int count = in.u8();
        boolean isTall = heightPx == shape.heightPx() || heightPx == 0;
        if (widthPx != shape.widthPx() || !isTall || count != shape.samples()) {
            throw in.errorAt(
                    start,
                    "the picture has " + widthPx + " x " + heightPx + " pixels of " + count
                            + " samples, the header says " + shape.widthPx() + " x " + shape.heightPx() + " of "
                            + shape.samples());
        }
        checkPrecision(in, start, marker, precision);
        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++) {
            components[i] = component(in);
        }
        in.seek(end);
        return new JpegFrame(marker, precision, shape, components);
    }

    private static void checkPrecision(FrameBytes in, int start, int marker, int precision) throws DicomException {
        boolean isAllowed = marker == LOSSLESS
                ? precision >= 2 && precision <= 16
                : precision == 8 || marker == EXTENDED && precision == 12;
        if (!isAllowed) {
            throw in.errorAt(
                    start,
                    "a precision of " + precision + " bits, allowed are 8 for baseline, 8 or 12 for"
                            + " extended, 2 to 16 for lossless coding");
        }
    }

    private static JpegComponent component(FrameBytes in) throws DicomException {
        int id = in.u8();
        int factors = in.u8();
        int table = in.u8();
        int horizontal = factors >> 4;
        int vertical = factors & 15;
        if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4 || table > 3) {
            throw in.error("component " + id + " has sampling factors " + horizontal + " x " + vertical
                    + " and quantisation table " + table + ", allowed are 1 to 4 and tables 0 to 3");
        }
        return new JpegComponent(id, horizontal, vertical, table);
    }

    /** Samples that a minimum coded unit spans in a component of factor 1. */
    int unitPx() {
        return isLossless ? 1 : 8;
    }

    int unitsAcross() {
        return ceilDivide(widthPx, unitPx() * maxHorizontal);
    }

    int unitsDown() {
        return ceilDivide(heightPx, unitPx() * maxVertical);
    }

    private void allocate() {
        for (JpegComponent component : components) {
            component.widthPx = ceilDivide(widthPx * component.horizontal, maxHorizontal);
            component.heightPx = ceilDivide(heightPx * component.vertical, maxVertical);
            component.stridePx = unitsAcross() * component.horizontal * unitPx();
            int rows = unitsDown() * component.vertical * unitPx();
            component.samples = new short[Math.multiplyExact(component.stridePx, rows)];
        }
    }

    static int ceilDivide(int value, int by) {
        return (value + by - 1) / by;
    }
}
