/**
 * Speaks with archives in DIMSE (PS3.7) over the DICOM upper layer (PS3.8), both written from the standard: verification,
 * study root find, get and move, and storage both ways. Front door:
 * {@link io.veilray.dicom.dimse.DimseProtocol}, found by {@link io.veilray.dicom.pacs.Archives}. Trusts no length before
 * checking it, and puts received objects on disk as they come; knows no screen.
 */
package io.veilray.dicom.dimse;
