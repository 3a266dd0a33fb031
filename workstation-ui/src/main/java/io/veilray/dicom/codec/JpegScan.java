package io.veilray.dicom.codec;

import io.veilray.dicom.DicomException;

/** A scan header, T.81 B.2.3: which components follow, with which Huffman tables, and the two lossless parameters. */
final class JpegScan {
    final JpegComponent[] components;
    final int[] dcTables;
    final int[] acTables;
    final int predictor;
    final int pointTransform;

    private JpegScan(JpegComponent[] components, int[] tables, int predictor, int pointTransform) {
        this.components = components;
        this.dcTables = new int[tables.length];
        this.acTables = new int[tables.length];
        for (int i = 0; i < tables.length; i++) {
            dcTables[i] = tables[i] >> 4;
            acTables[i] = tables[i] & 15;
        }
        this.predictor = predictor;
        this.pointTransform = pointTransform;
    }

    static JpegScan read(FrameBytes in, JpegFrame frame) throws DicomException {
        int end = in.segmentEnd();
        int count = in.u8();
        if (count < 1 || count > frame.components.length) {
            throw in.error("a scan of " + count + " components, the picture has " + frame.components.length);
        }
        JpegComponent[] components = new JpegComponent[count];
        int[] tables = new int[count];
        for (int i = 0; i < count; i++) {
            components[i] = component(in, frame);
            tables[i] = in.u8();
        }
        int first = in.u8();
        in.u8();
        int approximation = in.u8();
        in.seek(end);
        return new JpegScan(components, tables, first, approximation & 15);
    }

    private static JpegComponent component(FrameBytes in, JpegFrame frame) throws DicomException {
        int id = in.u8();
        for (JpegComponent component : frame.components) {
            if (component.id == id && !component.isDecoded) {
                component.isDecoded = true;
                return component;
            }
        }
        throw in.error("the scan names component " + id + ", which the picture lacks or already had");
    }
}
