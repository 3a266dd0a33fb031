/**
 * What a classification says and where it came from. Front door: {@link io.veilray.result.Classification}. Knows
 * nothing of screens or files.
 */
package io.veilray.result;
