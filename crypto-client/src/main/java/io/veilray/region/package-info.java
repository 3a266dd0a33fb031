/**
 * Turns a region of a scan into the tensor a model expects. Front doors: {@link io.veilray.region.PatchMaker}, and
 * {@link io.veilray.region.SlidingWindows} for many regions that cover one. Knows
 * pixels and grey values; knows nothing of encryption, files or screens.
 */
package io.veilray.region;
