package io.veilray.dicom.derived;

import java.util.OptionalDouble;

/**
 * A class of a model and how probable it is.
 *
 * @param probability from 0 to 1; empty where the model's owner reveals the class alone
 */
public record ClassProbability(String name, OptionalDouble probability) {
    public ClassProbability(String name, double probability) {
        this(name, OptionalDouble.of(probability));
    }
}
