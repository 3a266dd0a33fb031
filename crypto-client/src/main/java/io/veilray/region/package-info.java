/**
 * Turns a region of a scan into the tensor a model expects. Front door: {@link io.veilray.region.PatchMaker}. Knows
 * pixels and grey values; knows nothing of encryption, files or screens.
 */
package io.veilray.region;
