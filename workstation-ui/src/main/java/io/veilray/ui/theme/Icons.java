package io.veilray.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.Node;

/**
 * The drawings of the folder {@code icons/} as nodes: sharp at every scale, coloured by the style classes
 * {@code icon-stroke} and {@code icon-fill}.
 */
public final class Icons {
    /** The side of an icon on a button, in logical pixels. */
    public static final double SIDE_PX = 18;

    private static final Map<String, List<IconStroke>> READ = new ConcurrentHashMap<>();

    private Icons() {}

    /**
     * A new node, as one node cannot stand in two places.
     *
     * @throws IllegalArgumentException if there is no such icon
     */
    public static Node of(String name) {
        return of(name, SIDE_PX);
    }

    public static Node of(String name, double sidePx) {
        return new IconNode(READ.computeIfAbsent(name, Icons::read), sidePx);
    }

    private static List<IconStroke> read(String name) {
        try (InputStream svg = Icons.class.getResourceAsStream("icons/" + name + ".svg")) {
            if (svg == null) {
                throw new IllegalArgumentException("no icon " + name + ": icons/" + name + ".svg is missing");
            }
            return SvgFile.strokes(svg);
        } catch (IOException e) {
            throw new UncheckedIOException("icon " + name, e);
        }
    }
}
