package io.veilray.ui.classify;

import javafx.scene.layout.Region;

/** A probability as a bar from 0 to 1, with a mark where an opinion begins. */
final class ProbabilityBar extends Region {
    private static final double HEIGHT = 8;
    private static final double MARK = 2;

    private final double probability;
    private final double threshold;
    private final Region track = new Region();
    private final Region fill = new Region();
    private final Region mark = new Region();

    /** @param threshold 0 for no mark */
    ProbabilityBar(double probability, double threshold, String style) {
        this.probability = probability;
        this.threshold = threshold;
        track.getStyleClass().add("probability-track");
        fill.getStyleClass().addAll("probability-fill", style);
        mark.getStyleClass().add("probability-threshold");
        mark.setVisible(threshold > 0);
        getChildren().addAll(track, fill, mark);
        setMinHeight(HEIGHT + 4);
        setPrefHeight(HEIGHT + 4);
    }

    @Override
    protected void layoutChildren() {
        track.resizeRelocate(0, 2, getWidth(), HEIGHT);
        fill.resizeRelocate(0, 2, Math.max(1, getWidth() * probability), HEIGHT);
        mark.resizeRelocate(getWidth() * threshold - MARK / 2, 0, MARK, HEIGHT + 4);
    }
}
