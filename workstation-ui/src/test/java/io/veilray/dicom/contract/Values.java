package io.veilray.dicom.contract;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The elements of a data set at every depth as lines to compare. Left out is what a writer may change: group lengths, and
 * the byte that makes an odd length even.
 */
final class Values {
    private Values() {}

    /** Tags and values; representations are not part of an implicit file. */
    static List<String> of(DicomDataset dataset) {
        return lines(dataset, false);
    }

    static List<String> withRepresentations(DicomDataset dataset) {
        return lines(dataset, true);
    }

    private static List<String> lines(DicomDataset dataset, boolean withVr) {
        List<String> lines = new ArrayList<>();
        for (DicomElement element : dataset) {
            if (element.tag().element() != 0) {
                lines.add(line(element, withVr));
                element.items().forEach(item -> lines.addAll(lines(item, withVr)));
            }
        }
        return lines;
    }

    private static String line(DicomElement element, boolean withVr) {
        StringBuilder line = new StringBuilder(element.tag().toString());
        line.append(withVr ? " " + element.vr() : "")
                .append(" items ")
                .append(element.items().size());
        line.append(' ').append(unpadded(HexFormat.of().formatHex(element.bytes())));
        for (ByteBuffer fragment : element.fragments()) {
            byte[] bytes = new byte[fragment.limit()];
            fragment.get(0, bytes);
            line.append(" fragment ").append(unpadded(HexFormat.of().formatHex(bytes)));
        }
        return line.toString();
    }

    private static String unpadded(String hex) {
        return hex.endsWith("00") || hex.endsWith("20") ? hex.substring(0, hex.length() - 2) : hex;
    }
}
