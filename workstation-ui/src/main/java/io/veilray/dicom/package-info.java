/**
 * Reads DICOM Part 10 files, written from PS3.3, PS3.5 and PS3.10: data sets with nested sequences, and native pixel
 * data as grey slices in modality units. Front doors: {@link io.veilray.dicom.DicomFile} and
 * {@link io.veilray.dicom.DicomImage}. Trusts no length before checking it against what remains; knows nothing of
 * screens, encryption or the cloud.
 */
package io.veilray.dicom;
