package io.veilray.dicom.derived;

/**
 * What made a result: PS3.16 TID 4019.
 *
 * @param parameters one line: what the same algorithm could have been run with otherwise
 */
public record Algorithm(String name, String version, String parameters) {}
