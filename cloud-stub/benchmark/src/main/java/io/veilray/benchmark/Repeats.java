package io.veilray.benchmark;

/** How often something is run: until it is often enough or long enough, but once at least. */
record Repeats(int most, double seconds) {
    /** What is run. */
    interface Task {
        void run() throws Exception;
    }

    void run(Task task) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int i = 0; i < most && (i == 0 || System.nanoTime() < end); i++) {
            task.run();
        }
    }
}
