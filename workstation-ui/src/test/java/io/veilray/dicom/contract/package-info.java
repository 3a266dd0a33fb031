/**
 * What every DICOM implementation that this program is tested with must do, and other programs' word on it. Front door:
 * {@link io.veilray.dicom.contract.DicomToolkit}. Ours is always held to it, dcm4che with the profile {@code dcm4che}.
 */
package io.veilray.dicom.contract;
