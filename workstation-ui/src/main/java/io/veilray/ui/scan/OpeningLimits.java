package io.veilray.ui.scan;

/**
 * How much one opening takes in, all that was dropped together.
 *
 * @param files looked at, those in zip files included
 * @param folderDepth folders in folders below what was dropped
 * @param slices frames of multi-frame files included
 * @param zipBytes that zip files unpack to
 * @param zipRatio most bytes that one byte of a zip file may become; images reach 10, empty ones some hundreds
 */
record OpeningLimits(int files, int folderDepth, int slices, long zipBytes, int zipRatio) {
    static final OpeningLimits USUAL = new OpeningLimits(20_000, 16, 100_000, 8L << 30, 300);
}
