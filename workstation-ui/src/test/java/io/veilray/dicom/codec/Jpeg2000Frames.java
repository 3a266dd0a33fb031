package io.veilray.dicom.codec;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriter;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG 2000 codestreams by the encoder of the same library. */
final class Jpeg2000Frames {
    private Jpeg2000Frames() {}

    /** Lossless; samples interleaved by pixel, one of 16 bits or three of 8. */
    static byte[] encode(int[] samples, int widthPx, int heightPx, int count, int tilePx) throws IOException {
        int type = count == 1 ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage image = new BufferedImage(widthPx, heightPx, type);
        WritableRaster raster = image.getRaster();
        raster.setPixels(0, 0, widthPx, heightPx, samples);
        J2KImageWriteParam parameters = new J2KImageWriteParam();
        parameters.setWriteCodeStreamOnly(true);
        parameters.setLossless(true);
        parameters.setFilter(J2KImageWriteParam.FILTER_53);
        parameters.setSOP(true);
        if (tilePx > 0) {
            parameters.setTilingMode(J2KImageWriteParam.MODE_EXPLICIT);
            parameters.setTiling(tilePx, tilePx, 0, 0);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        J2KImageWriter writer = new J2KImageWriter(new J2KImageWriterSpi());
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
