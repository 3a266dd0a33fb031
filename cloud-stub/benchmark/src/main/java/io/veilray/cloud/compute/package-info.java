/** Benchmarks of what the stub's package of that name hides. Knows nothing of reports. */
package io.veilray.cloud.compute;
