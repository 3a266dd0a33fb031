package io.veilray.ui.scan;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import java.util.ArrayList;
import java.util.List;

/** The list of files of a disc, PS3.3 annex F: each record may name one by the folders that lead to it. */
final class DicomDirectory {
    private static final int NOT_IN_USE = 0;
    private static final int MAX_NAMES = 8; // PS3.10 section 8.2

    private DicomDirectory() {}

    static boolean isOne(DicomDataset dataset) {
        return dataset.find(Tags.DIRECTORY_RECORD_SEQUENCE).isPresent();
    }

    /** The names of each file, folders first, as they stand in the directory. */
    static List<List<String>> files(DicomDataset dataset) throws DicomException {
        List<List<String>> files = new ArrayList<>();
        for (DicomDataset record : dataset.items(Tags.DIRECTORY_RECORD_SEQUENCE)) {
            List<String> names = record.codes(Tags.REFERENCED_FILE_ID);
            if (!names.isEmpty() && record.integer(Tags.RECORD_IN_USE_FLAG).orElse(1) != NOT_IN_USE) {
                files.add(names);
            }
        }
        return files;
    }

    /** Whether the names lead to a file below the folder of the directory; others are never followed. */
    static boolean staysBeside(List<String> names) {
        return names.size() <= MAX_NAMES
                && names.stream().allMatch(name -> name.matches("[^/\\\\:\\p{Cntrl}]{1,64}") && !name.matches("\\.+"));
    }
}
