package io.veilray.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DebianToolsTest {
    @Test
    void require_aProgramOfEverySystem_isFound() {
        assertEquals("sh", DebianTools.require("dash", "sh").getFileName().toString());
    }
}
