package io.veilray.dicom.derived;

import io.veilray.dicom.DatasetCodec;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.TransferSyntax;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports, segmentations and presentation states that look like our own. */
class DerivedFuzzTest extends FuzzTest {
    @Override
    protected Map<String, List<byte[]>> seeds() throws DicomException {
        List<byte[]> all = new ArrayList<>();
        for (ObjectKind kind : ObjectKind.values()) {
            if (kind != ObjectKind.PICTURE) {
                DicomDataset made = Findings.made(kind, Findings.opinion(UserReview.NONE));
                all.add(DatasetCodec.write(made, TransferSyntax.EXPLICIT_LITTLE));
            }
        }
        return Map.of("result", all);
    }

    @Fuzz(most = 8192, kilobytes = 1024, perByte = 8192, refusals = DicomException.class)
    static void result(byte[] input) throws DicomException {
        DicomDataset dataset = DatasetCodec.read(ByteBuffer.wrap(input), TransferSyntax.EXPLICIT_LITTLE);
        if (DerivedReader.isResult(dataset)) {
            DerivedReader.read(dataset);
        }
    }
}
