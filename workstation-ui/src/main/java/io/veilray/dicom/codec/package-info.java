/**
 * Turns one compressed frame into native samples: RLE (PS3.5 Annex G), JPEG with Huffman coding (ITU-T T.81: baseline,
 * 12-bit extended and lossless), JPEG-LS (ITU-T T.87), JPEG 2000 (the JJ2000 library). Front door:
 * {@link io.veilray.dicom.codec.Codecs}. Knows no data set and no file; trusts neither the header nor the codestream
 * before the two agree.
 */
package io.veilray.dicom.codec;
