/**
 * Measures kernels and whole classifications and writes docs/performance. Front door:
 * {@link io.veilray.benchmark.Report}. Uses public entry points only; nothing depends on it.
 */
package io.veilray.benchmark;
