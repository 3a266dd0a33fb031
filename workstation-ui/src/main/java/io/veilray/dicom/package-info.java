/**
 * Reads and writes DICOM data sets and Part 10 files, from PS3.5, PS3.6 and PS3.10. Front doors:
 * {@link io.veilray.dicom.DicomFile} to read, {@link io.veilray.dicom.DicomDataset#builder()} and
 * {@link io.veilray.dicom.DicomWriter} to write. Trusts no length before checking it against what remains; knows nothing
 * of pixels, screens, encryption or the cloud.
 */
package io.veilray.dicom;
