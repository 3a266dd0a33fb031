package io.veilray.trainer;

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
}
