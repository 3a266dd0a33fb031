package io.veilray.imagej.output;

import ij.ImagePlus;
import ij.gui.Roi;
import io.veilray.result.Classification;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A result as properties of an image and of a region, where macros read it with {@code Property.get("veilray.class")} and
 * {@code Roi.getProperty("veilray.class")}, with a screen and without.
 */
final class Properties {
    private Properties() {}

    static void set(ImagePlus image, Found found) {
        of(found).forEach(image::setProp);
    }

    static void set(Roi roi, Found found) {
        of(found).forEach(roi::setProperty);
    }

    private static Map<String, String> of(Found found) {
        Classification result = found.result();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("veilray.class", found.answer());
        properties.put("veilray.probability", Tables.number(found.probability()));
        for (int k = 0; k < result.classes().size(); k++) {
            properties.put("veilray.p." + (k + 1), Tables.number(result.probability(k)));
            properties.put("veilray.class." + (k + 1), result.classes().get(k));
        }
        properties.put("veilray.doubts", Tables.doubts(result));
        properties.put("veilray.model", result.model() + " " + result.modelVersion());
        properties.put("veilray.mode", result.mode());
        properties.put("veilray.use", Classification.RESEARCH_USE);
        return properties;
    }
}
