package io.veilray.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A figure that is rounded away, or a cell under the wrong heading, is a wrong figure. */
class TableTest {
    @ParameterizedTest
    @CsvSource({"1234.4, '1,234'", "5, 5", "123.4, 123", "12.34, 12.3", "0.5, 0.50", "0.0123, 0.012", "-12.34, -12.3"})
    void numbers_keepTwoDigitsAtLeast(double value, String expected) {
        assertEquals(expected, Table.number(value));
    }

    @Test
    void row_ofTheWrongLength_isRefused() {
        Table table = new Table("network", "ms");
        assertThrows(IllegalArgumentException.class, () -> table.row("bench-64"));
    }

    @Test
    void table_isMarkdown() {
        assertEquals(
                "| network | ms |\n|---|---|\n| bench-64 | 6.10 |\n",
                new Table("network", "ms").row("bench-64", 6.1).toString());
    }
}
