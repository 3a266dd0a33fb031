package io.veilray.trainer;

/** So many of so many, with the 95 % interval of Wilson (Journal of the American Statistical Association 22:209, 1927). */
record Proportion(int hits, int of) {
    private static final double Z = 1.959964;

    double share() {
        return of == 0 ? 0 : (double) hits / of;
    }

    double low() {
        return of == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    double high() {
        return of == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double halfWidth() {
        return Z * Math.sqrt(share() * (1 - share()) / of + Z * Z / (4.0 * of * of)) / (1 + Z * Z / of);
    }
}
