package io.veilray.benchmark;

import java.util.Locale;
import java.util.Map;

/**
 * One benchmark's result.
 *
 * @param method of a benchmark class
 * @param parameters its values by name
 * @param microseconds of processor time, median of a call
 * @param allocatedBytes on the heap, mean of a call, less what the harness allocates
 */
record KernelRun(String method, Map<String, String> parameters, double microseconds, double allocatedBytes) {
    /** For the page: "forward transform, N = 4096". */
    String name() {
        StringBuilder name =
                new StringBuilder(method.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT));
        parameters.forEach((parameter, value) -> name.append(", ")
                .append(
                        switch (parameter) {
                            case "degree" -> "N = " + value;
                            case "ringBits" -> "l = " + value;
                            case "bits" -> value + " bits";
                            default -> value;
                        }));
        return name.toString();
    }

    int number(String parameter) {
        return Integer.parseInt(parameters.get(parameter));
    }
}
