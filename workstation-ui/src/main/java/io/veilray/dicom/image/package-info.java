/**
 * The image of a data set: its frames decoded one at a time into grey values in modality units, written from PS3.3
 * C.7.6.3 and C.11. Front door: {@link io.veilray.dicom.image.DicomImage}. Knows nothing of files or screens.
 */
package io.veilray.dicom.image;
