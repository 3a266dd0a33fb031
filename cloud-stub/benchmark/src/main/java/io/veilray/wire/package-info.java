/** Benchmarks of what the client's package of that name hides. Knows nothing of reports. */
package io.veilray.wire;
