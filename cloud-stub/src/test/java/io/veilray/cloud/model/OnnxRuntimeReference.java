package io.veilray.cloud.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** The same file in ONNX Runtime, which knows nothing of our code. */
final class OnnxRuntimeReference {
    private OnnxRuntimeReference() {}

    static float[] logits(byte[] onnx, float[] image, int height, int width) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(image), new long[] {1, 1, height, width});
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input))) {
            FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] logits = new float[out.remaining()];
            out.get(logits);
            return logits;
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
