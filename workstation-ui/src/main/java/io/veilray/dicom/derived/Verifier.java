package io.veilray.dicom.derived;

/**
 * Who takes responsibility for a report, PS3.3 section C.17.2: without both no report is verified.
 *
 * @param name as DICOM writes it: family name, ^, given name
 */
public record Verifier(String name, String organization) {
    public Verifier {
        if (name.isBlank() || organization.isBlank()) {
            throw new IllegalArgumentException(
                    "verification without a name or an organization: a verified report must have both");
        }
    }
}
