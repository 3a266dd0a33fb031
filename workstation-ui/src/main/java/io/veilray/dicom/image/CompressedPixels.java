package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.codec.Codecs;
import io.veilray.dicom.codec.NativeFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Compressed pixel data: the fragments of a frame are decoded when it is asked for. */
final class CompressedPixels implements PixelSource {
    static final String CONVERT = "convert the file first, for example with \"gdcmconv --raw in.dcm out.dcm\"";

    private final Fragments fragments;
    private final PixelLayout layout;
    private final TransferSyntax syntax;

    private CompressedPixels(Fragments fragments, PixelLayout layout, TransferSyntax syntax) {
        this.fragments = fragments;
        this.layout = layout;
        this.syntax = syntax;
    }

    static CompressedPixels of(
            DicomElement data, DicomDataset dataset, PixelLayout layout, TransferSyntax syntax, List<String> notes)
            throws DicomException {
        if (!syntax.isEncapsulated()) {
            throw new DicomException(Tags.PIXEL_DATA + " is compressed, which " + Tags.TRANSFER_SYNTAX_UID + " "
                    + syntax.uid() + " (" + syntax.title() + ") does not say: save the file again where it came from");
        }
        if (!Codecs.reads(syntax)) {
            throw new DicomException(Tags.TRANSFER_SYNTAX_UID + " is " + syntax.uid() + " (" + syntax.title()
                    + "), which this version does not decompress: " + CONVERT);
        }
        Fragments fragments = Fragments.of(data, dataset, layout.frames());
        if (fragments.frames() < layout.frames()) {
            notes.add("The file has pixel data for " + fragments.frames() + " frames where its header says "
                    + layout.frames() + "; the others are missing.");
        }
        return new CompressedPixels(fragments, layout, syntax);
    }

    @Override
    public int frames() {
        return fragments.frames();
    }

    @Override
    public StoredFrame frame(int index) throws DicomException {
        try {
            return decoded(index);
        } catch (DicomException e) {
            throw frames() == 1
                    ? e
                    : new DicomException("frame " + (index + 1) + " of " + frames() + ": " + e.getMessage());
        }
    }

    private StoredFrame decoded(int index) throws DicomException {
        NativeFrame decoded = Codecs.decode(
                syntax,
                fragments.frame(index),
                layout.shape(),
                layout.photometric().code());
        PixelLayout as = layout.decoded(decoded.shape(), decoded.isRgb());
        ByteBuffer samples = ByteBuffer.wrap(decoded.samples()).order(ByteOrder.LITTLE_ENDIAN);
        if (samples.limit() < as.frameBytes()) {
            throw new DicomException(
                    Tags.PIXEL_DATA + " unpacks to " + samples.limit() + " bytes and needs " + as.frameBytes());
        }
        return new StoredFrame(as, Cells.of(as, samples, 0, false));
    }
}
