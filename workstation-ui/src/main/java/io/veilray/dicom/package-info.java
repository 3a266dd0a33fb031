/**
 * Reads DICOM Part 10 files, written from PS3.5 and PS3.10: data sets with nested sequences. Front door:
 * {@link io.veilray.dicom.DicomFile}. Trusts no length before checking it against what remains; knows nothing of images,
 * screens, encryption or the cloud.
 */
package io.veilray.dicom;
