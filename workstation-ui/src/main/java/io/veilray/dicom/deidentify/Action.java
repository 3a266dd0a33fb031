package io.veilray.dicom.deidentify;

/** What is done with an attribute. */
enum Action {
    KEEP,
    REMOVE,
    EMPTY,
    DUMMY,
    NEW_UID;

    /**
     * Where the table offers several codes it wants the one that the attribute's type in its object needs. We take the
     * one that fits every type: a value that holds nothing of the patient is always allowed.
     *
     * @param code of PS3.15 table E.1-1a
     */
    static Action of(String code) {
        return switch (code) {
            case "X" -> REMOVE;
            case "Z", "X/Z" -> EMPTY;
            case "D", "Z/D", "X/D", "X/Z/D" -> DUMMY;
            case "U" -> NEW_UID;
            case "X/Z/U*" -> KEEP; // a sequence of references, whose UIDs are replaced like all others
            default -> throw new IllegalArgumentException("action code " + code + ": must be X, Z, D, U or a choice");
        };
    }
}
