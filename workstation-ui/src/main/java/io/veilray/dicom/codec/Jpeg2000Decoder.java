package io.veilray.dicom.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReadParamJava;
import io.veilray.dicom.DicomException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import jj2000.j2k.NotImplementedError;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.invcomptransf.InvCompTransf;
import jj2000.j2k.roi.ROIDeScaler;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.ISRandomAccessIO;
import jj2000.j2k.wavelet.synthesis.InverseWT;

/**
 * JPEG 2000 part 1 by the JJ2000 library, whose decoding chain is put together here without its ImageIO plug-in: that
 * one makes pictures for the screen, here the samples are wanted.
 */
final class Jpeg2000Decoder {
    private final FrameBytes in;
    private final FrameShape shape;
    private final Jpeg2000Header header;
    private final ISRandomAccessIO stream;
    private DecoderSpecs specs;

    private Jpeg2000Decoder(FrameBytes in, FrameShape shape) throws DicomException {
        this.in = in;
        this.shape = shape;
        header = Jpeg2000Header.check(in, shape);
        byte[] codestream = header.codestream();
        int length = codestream.length;
        stream = new ISRandomAccessIO(new ByteArrayInputStream(codestream), length, 1, length);
    }

    static NativeFrame decode(ByteBuffer frame, FrameShape shape, String photometric) throws DicomException {
        FrameBytes in = Jpeg2000Boxes.codestream(new FrameBytes("JPEG 2000", frame));
        return new Jpeg2000Decoder(in, shape).decode(photometric);
    }

    private NativeFrame decode(String photometric) throws DicomException {
        Jpeg2000Warnings warnings = new Jpeg2000Warnings();
        FacilityManager.registerMsgLogger(Thread.currentThread(), warnings);
        short[][] planes;
        try {
            planes = planes(chain());
        } catch (IOException | RuntimeException e) {
            throw in.errorAt(reached(), "the codestream is damaged");
        } catch (Error e) {
            throw refused(e);
        } finally {
            FacilityManager.unregisterMsgLogger(Thread.currentThread());
        }
        if (warnings.isDamaged()) {
            throw in.errorAt(reached(), "the codestream is damaged or incomplete");
        }
        return pack(planes, photometric);
    }

    /** The library throws plain errors where a codestream asks for what it lacks; real ones of the machine go on. */
    private DicomException refused(Error error) {
        if (error.getClass() != Error.class && !(error instanceof NotImplementedError)) {
            throw error;
        }
        return in.errorAt(reached(), "the codestream is damaged or uses an extension of JPEG 2000");
    }

    private int reached() {
        try {
            return stream.getPos();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Bit stream, entropy decoder, region of interest, dequantiser, wavelet. */
    private InverseWT chain() throws IOException {
        J2KImageReadParamJava parameters = new J2KImageReadParamJava();
        HeaderInfo info = new HeaderInfo();
        HeaderDecoder decoder = new HeaderDecoder(stream, parameters, info);
        specs = decoder.getDecoderSpecs();
        int[] depths = new int[shape.samples()];
        Arrays.fill(depths, header.precision);
        BitstreamReaderAgent bits =
                BitstreamReaderAgent.createInstance(stream, decoder, parameters, specs, false, info);
        EntropyDecoder entropy = decoder.createEntropyDecoder(bits, parameters);
        ROIDeScaler regions = decoder.createROIDeScaler(entropy, parameters, specs);
        InverseWT wavelet = InverseWT.createInstance(decoder.createDequantizer(regions, depths, specs), specs);
        wavelet.setImgResLevel(bits.getImgRes());
        return wavelet;
    }

    private short[][] planes(InverseWT source) {
        short[][] planes = new short[shape.samples()][shape.widthPx() * shape.heightPx()];
        int across = header.tilesAcross();
        for (int tile = 0; tile < source.getNumTiles(); tile++) {
            source.setTile(tile % across, tile / across);
            boolean isMixed = !specs.cts.getTileDef(tile).equals(InvCompTransf.NONE);
            Jpeg2000Tile samples = Jpeg2000Tile.of(source, planes.length, isMixed);
            for (int c = 0; c < planes.length; c++) {
                int left = source.getCompULX(c) - source.getImgULX();
                int top = source.getCompULY(c) - source.getImgULY();
                samples.copy(c, planes[c], top * shape.widthPx() + left, shape.widthPx(), header);
            }
        }
        return planes;
    }

    private NativeFrame pack(short[][] planes, String photometric) {
        FrameShape wide = Samples.widened(shape, header.precision);
        FrameShape own = new FrameShape(
                wide.widthPx(),
                wide.heightPx(),
                wide.samples(),
                wide.bitsAllocated(),
                storedBits(),
                header.isSigned || shape.signed());
        boolean isRgb = photometric.equals("YBR_RCT") || photometric.equals("YBR_ICT") || header.isTransformed;
        Colour colour = isRgb ? Colour.AS_IS : Colour.ofSubsampled(photometric, shape.samples());
        NativeFrame packed = Samples.pack(planes, own, header.precision, colour);
        return new NativeFrame(packed.samples(), own, isRgb || packed.isRgb());
    }

    /** An unsigned codestream under a signed header holds the bits of two's complement; else it speaks for itself. */
    private int storedBits() {
        boolean isDisguised = shape.signed() && !header.isSigned;
        return isDisguised ? Math.min(shape.bitsStored(), header.precision) : header.precision;
    }
}
