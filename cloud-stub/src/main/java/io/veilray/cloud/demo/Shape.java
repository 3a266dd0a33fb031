package io.veilray.cloud.demo;

/** Soft-edged shapes: 1 inside, 0 outside, and a smooth slope of the given width between. */
final class Shape {
    private Shape() {}

    /** From 0 at {@code -soft} to 1 at {@code soft}. */
    static double edge(double distance, double soft) {
        double t = Math.clamp((distance / soft + 1) / 2, 0, 1);
        return t * t * (3 - 2 * t);
    }

    /** All that lies within {@code half} of zero. */
    static double box(double x, double half, double soft) {
        return edge(half - Math.abs(x), soft);
    }

    static double ellipse(double x, double y, double cx, double cy, double rx, double ry, double soft) {
        double reach = Math.hypot((x - cx) / rx, (y - cy) / ry);
        return edge((1 - reach) * Math.min(rx, ry), soft);
    }

    /** A hollow bone seen from the side: bright at its two walls, fainter between. */
    static double tube(double distance, double radius) {
        double t = Math.abs(distance) / radius;
        double filled = edge((1 - t) * radius, radius * 0.45);
        return filled * (0.62 + 0.38 * Math.min(1, t * t));
    }
}
