/**
 * dcm4che behind the interface that our own DICOM implementation is tested by. Front door:
 * {@link io.veilray.dicom.dcm4che.Dcm4cheToolkit}. Compiled with the profile {@code dcm4che} only, and for tests only.
 */
package io.veilray.dicom.dcm4che;
