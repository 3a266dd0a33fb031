package io.veilray.dicom.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.dicom.DebianTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What dcmtk reads in files. */
final class Dcmdump {
    private final Path program = DebianTools.require("dcmtk", "dcmdump");

    /** The elements of each file as printed, but for what may be written in several ways: meta information and lengths. */
    List<List<String>> elements(List<Path> files) throws Exception {
        Object[] arguments =
                Stream.concat(Stream.of("+F", "-Un"), files.stream()).toArray();
        Tool.Ended dump = Tool.run(program, arguments);
        assertEquals(0, dump.code(), "dcmdump reads them all");
        List<List<String>> elements = new ArrayList<>();
        for (String one : dump.printed().split("(?m)^# dcmdump \\(\\d+/\\d+\\): .*$")) {
            elements.add(elements(one));
        }
        assertEquals(files.size(), elements.size() - 1, "one dump each");
        return elements.subList(1, elements.size());
    }

    private static List<String> elements(String dump) {
        return Arrays.stream(dump.split("\n"))
                .filter(line -> line.strip().startsWith("("))
                .filter(line -> !line.startsWith("(0002,") && !line.contains("(fffe,e0") && !line.contains(",0000) UL"))
                .map(line -> line.replaceAll("\\s+#[^#]*$", ""))
                .map(line -> line.replaceAll("(explicit|undefined) length", "length"))
                .toList();
    }

    /**
     * The copy's elements as the original would have them where those are UN: the representation that the dictionary
     * knows, and with it the items of a sequence, are a gain and no loss.
     */
    static List<String> unlessUnknown(List<String> original, List<String> copy) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < copy.size(); ) {
            String line = copy.get(i++);
            String before = lines.size() < original.size() ? original.get(lines.size()) : "";
            int end = before.indexOf(") UN ");
            boolean isUnknown = end >= 0 && line.startsWith(before.substring(0, end));
            lines.add(isUnknown ? before : line);
            while (isUnknown && i < copy.size() && indent(copy.get(i)) > indent(line)) {
                i++;
            }
        }
        return lines;
    }

    private static int indent(String line) {
        return line.indexOf('(');
    }
}
