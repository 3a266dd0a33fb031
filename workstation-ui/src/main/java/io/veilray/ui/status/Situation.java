package io.veilray.ui.status;

/**
 * What the window shows right now, as far as it can hide something from the user.
 *
 * @param anotherOpen whether the active viewport is empty though a series is open
 * @param problem why the slice cannot be shown; empty if it can
 * @param loading whether a slice is being decoded
 * @param outOfView whether no part of the image lies in the viewport
 * @param allBlack whether the window makes every pixel of the slice black, or {@code allWhite} white
 * @param overlayHidden whether results lie on this slice and are switched off
 * @param resultsElsewhere results of this series on other slices
 * @param whyNotClassify why the region cannot be classified now; empty if it can
 */
public record Situation(
        boolean seriesOpen,
        boolean anotherOpen,
        String problem,
        boolean loading,
        boolean outOfView,
        boolean allBlack,
        boolean allWhite,
        boolean overlayHidden,
        int resultsElsewhere,
        String whyNotClassify) {}
