/**
 * The ImageJ front end. So far it reads images and selections ({@link io.veilray.imagej.io.ImageSlice}); the commands come
 * with the plugin issue.
 */
package io.veilray.imagej;
