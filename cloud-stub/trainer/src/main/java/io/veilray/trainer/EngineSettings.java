package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** How the engine runs: offline, silent, and on one thread, so that sums are added in the same order every time. */
final class EngineSettings {
    private EngineSettings() {}

    /** Must come before the engine is first touched. */
    static void apply() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    /**
     * An array in the engine's own memory. One made straight from Java values lies in a Java buffer, whose alignment
     * differs from run to run, and with it the order in which the engine adds.
     */
    static NDArray array(NDManager manager, float[] values, Shape shape) {
        try (NDArray inJavaMemory = manager.create(values, shape)) {
            return inJavaMemory.duplicate();
        }
    }
}
