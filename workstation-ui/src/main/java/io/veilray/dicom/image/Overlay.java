package io.veilray.dicom.image;

import java.util.BitSet;

/**
 * A plane of bits that the file lays over the image, PS3.3 section C.9.2.
 *
 * @param leftPx column of the image that its first column lies on, from 0; may be outside the image
 * @param topPx row likewise
 * @param bits row by row, set where something is drawn
 * @param label of the file for people; often empty
 */
public record Overlay(int leftPx, int topPx, int widthPx, int heightPx, BitSet bits, String label) {}
