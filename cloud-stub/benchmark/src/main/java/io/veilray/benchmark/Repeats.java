package io.veilray.benchmark;

/** How often something is run: until it is often enough or long enough, but three times at least. */
record Repeats(int most, double seconds) {
    private static final int LEAST = 3;

    /** What is run. */
    interface Task {
        void run() throws Exception;
    }

    void run(Task task) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int i = 0; i < most && (i < LEAST || System.nanoTime() < end); i++) {
            task.run();
        }
    }
}
