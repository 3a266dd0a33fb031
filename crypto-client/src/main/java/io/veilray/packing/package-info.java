/**
 * Which tensor entry sits in which coefficient: the encoding of convolutions and dense layers as polynomial products, the
 * same on both sides. Front door: {@link io.veilray.packing.ConvPacking}. Knows integers and shapes; holds no secrets.
 */
package io.veilray.packing;
