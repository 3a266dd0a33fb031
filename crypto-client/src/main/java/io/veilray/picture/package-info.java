/**
 * Picture files before a library decodes them. Front door: {@link io.veilray.picture.JdkJpeg}. Knows bytes and the running
 * Java; knows nothing of scans, models or screens.
 */
package io.veilray.picture;
