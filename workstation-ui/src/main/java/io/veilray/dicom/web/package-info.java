/**
 * Archives that speak DICOMweb (PS3.18): QIDO-RS to find, WADO-RS to fetch, STOW-RS to store. Front door:
 * {@link io.veilray.dicom.web.WebProtocol}, found by {@link io.veilray.dicom.pacs.Archives}. Knows HTTP, multipart bodies
 * and DICOM JSON; knows no screen.
 */
package io.veilray.dicom.web;
