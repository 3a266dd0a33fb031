/** The interleaved packing that the packing section compares with; in this package since planes and tiles are hidden. */
package io.veilray.packing;
