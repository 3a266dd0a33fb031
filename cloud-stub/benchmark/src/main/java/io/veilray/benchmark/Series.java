package io.veilray.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Repeated measurements by name; medians are what is reported. */
final class Series {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    double median(String name) {
        List<Double> sorted = new ArrayList<>(values.get(name));
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** For what is paid now and then for several. */
    Map<String, Double> means() {
        Map<String, Double> out = new LinkedHashMap<>();
        values.forEach((name, all) -> out.put(
                name, all.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return out;
    }

    Map<String, Double> medians() {
        Map<String, Double> out = new LinkedHashMap<>();
        values.keySet().forEach(name -> out.put(name, median(name)));
        return out;
    }
}
