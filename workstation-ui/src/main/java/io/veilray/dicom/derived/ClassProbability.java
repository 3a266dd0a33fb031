package io.veilray.dicom.derived;

/** A class of a model and how probable it is, from 0 to 1. */
public record ClassProbability(String name, double probability) {}
