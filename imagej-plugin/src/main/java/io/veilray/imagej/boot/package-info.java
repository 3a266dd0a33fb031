/** What runs on any Java: the entry that ImageJ's menu names. Knows no other class of ours but by its name. */
package io.veilray.imagej.boot;
