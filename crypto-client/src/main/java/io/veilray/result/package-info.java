/**
 * What a classification says and where it came from. Front doors: {@link io.veilray.result.Classification} and, for
 * many windows over a region, {@link io.veilray.result.HeatMap}. Knows nothing of screens or files.
 */
package io.veilray.result;
