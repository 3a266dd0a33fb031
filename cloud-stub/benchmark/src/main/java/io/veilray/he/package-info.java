/** Benchmarks of what the encryption hides, and merging of responses by key switching; in this package to reach it. */
package io.veilray.he;
