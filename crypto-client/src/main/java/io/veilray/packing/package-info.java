/**
 * Which tensor entry sits in which coefficient: the convolution and matrix encodings both sides use. Front door: {@code ConvPacking}. Knows polynomials as arrays; holds no secrets.
 */
package io.veilray.packing;
