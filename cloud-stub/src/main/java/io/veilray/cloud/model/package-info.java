/**
 * From an ONNX file and its model card to a checked network: batch norm folded, average pools fused, sums bounded. Front
 * door: {@link io.veilray.cloud.model.CheckedModel}. Also the two references in the clear,
 * {@link io.veilray.cloud.model.FixedPointModel} and {@link io.veilray.cloud.model.FloatModel}. Knows nothing of
 * encryption or the wire.
 */
package io.veilray.cloud.model;
