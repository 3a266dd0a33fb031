/**
 * What the offline demo ships: synthetic scans that are drawn, not taken, and say so in their header and in the picture
 * itself. Front door: {@link io.veilray.cloud.demo.SampleScans}. Knows nothing of models or of the wire.
 */
package io.veilray.cloud.demo;
