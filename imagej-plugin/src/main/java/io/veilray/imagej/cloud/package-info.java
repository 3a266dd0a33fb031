/**
 * The connection behind the commands. Front doors: {@link io.veilray.imagej.cloud.PluginCloud} and
 * {@link io.veilray.imagej.cloud.WatchedRun}. Knows no image and no table.
 */
package io.veilray.imagej.cloud;
