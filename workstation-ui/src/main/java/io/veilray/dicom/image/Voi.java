package io.veilray.dicom.image;

import io.veilray.region.Window;

/**
 * A way to show grey values that the file proposes (values of interest, PS3.3 section C.11.2).
 *
 * @param explanation of the file for people, such as LUNG; often empty
 */
public record Voi(Window window, ToneCurve curve, String explanation) {}
