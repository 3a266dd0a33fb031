/**
 * The one call a front end makes. Front door: {@link io.veilray.client.PrivateClassifier}, and
 * {@link io.veilray.client.HeatMapRun} for one call a window. Knows the protocol and the
 * wire, and the files of tickets that wait; knows nothing of screens, of other files or of the stub, which it finds as a {@link io.veilray.client.LocalCloud}.
 */
package io.veilray.client;
