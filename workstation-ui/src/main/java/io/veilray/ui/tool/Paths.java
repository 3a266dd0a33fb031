package io.veilray.ui.tool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import javafx.geometry.Point2D;

/** Geometry of point lists. */
final class Paths {
    private Paths() {}

    static List<Point2D> checked(String what, List<Point2D> vertices) {
        if (vertices.size() < 3) {
            throw new IllegalArgumentException(what + " of " + vertices.size() + " points: must have at least 3");
        }
        return List.copyOf(vertices);
    }

    static List<Point2D> moved(List<Point2D> points, double dx, double dy) {
        return points.stream().map(point -> point.add(dx, dy)).toList();
    }

    static double distance(Point2D point, Point2D from, Point2D to) {
        Point2D along = to.subtract(from);
        double squared = along.dotProduct(along);
        double part = squared > 0 ? Math.clamp(point.subtract(from).dotProduct(along) / squared, 0.0, 1.0) : 0;
        return point.distance(from.add(along.multiply(part)));
    }

    static double[] crossings(List<Point2D> vertices, double y) {
        double[] found = new double[vertices.size()];
        int count = 0;
        Point2D from = vertices.get(vertices.size() - 1);
        for (Point2D to : vertices) {
            if ((from.getY() <= y) != (to.getY() <= y)) {
                double part = (y - from.getY()) / (to.getY() - from.getY());
                found[count++] = from.getX() + part * (to.getX() - from.getX());
            }
            from = to;
        }
        double[] crossings = Arrays.copyOf(found, count);
        Arrays.sort(crossings);
        return crossings;
    }

    /** The shoelace formula. */
    static double area(List<Point2D> vertices) {
        double twice = 0;
        Point2D from = vertices.get(vertices.size() - 1);
        for (Point2D to : vertices) {
            twice += from.getX() * to.getY() - to.getX() * from.getY();
            from = to;
        }
        return Math.abs(twice) / 2;
    }

    static List<Point2D> stretched(List<Point2D> points, Extent from, Extent to) {
        return points.stream().map(point -> from.stretch(point, to)).toList();
    }

    /**
     * Leaves out points that lie within {@code tolerance} of the line through their neighbours (Douglas and Peucker,
     * 1973); both ends stay.
     */
    static List<Point2D> simplified(List<Point2D> points, double tolerance) {
        BitSet kept = new BitSet();
        kept.set(0);
        kept.set(points.size() - 1);
        Deque<int[]> spans = new ArrayDeque<>();
        spans.push(new int[] {0, points.size() - 1});
        while (!spans.isEmpty()) {
            int[] span = spans.pop();
            int farthest = farthest(points, span[0], span[1], tolerance);
            if (farthest >= 0) {
                kept.set(farthest);
                spans.push(new int[] {span[0], farthest});
                spans.push(new int[] {farthest, span[1]});
            }
        }
        List<Point2D> left = new ArrayList<>();
        kept.stream().forEach(index -> left.add(points.get(index)));
        return left;
    }

    private static int farthest(List<Point2D> points, int first, int last, double tolerance) {
        int farthest = -1;
        double most = tolerance;
        for (int i = first + 1; i < last; i++) {
            double distance = distance(points.get(i), points.get(first), points.get(last));
            if (distance > most) {
                most = distance;
                farthest = i;
            }
        }
        return farthest;
    }
}
