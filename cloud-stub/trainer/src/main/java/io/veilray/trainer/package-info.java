/**
 * Trains the shipped models on real labelled scans and writes each as ONNX with its model card. Front door:
 * {@code Train}. Runs on DJL's PyTorch engine, only with {@code -Ptrain}; the server never sees this package.
 */
package io.veilray.trainer;
