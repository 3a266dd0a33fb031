package io.veilray.ui.tool;

/** What is drawn; the key names its text, the family's key the name a new mark gets. */
public enum FigureKind {
    RECTANGLE("tool.kind.rectangle", "tool.name.region"),
    ELLIPSE("tool.kind.ellipse", "tool.name.region"),
    FREEHAND("tool.kind.freehand", "tool.name.region"),
    POLYGON("tool.kind.polygon", "tool.name.region"),
    DISTANCE("tool.kind.distance", "tool.name.distance"),
    ANGLE("tool.kind.angle", "tool.name.angle");

    private final String key;
    private final String nameKey;

    FigureKind(String key, String nameKey) {
        this.key = key;
        this.nameKey = nameKey;
    }

    public String key() {
        return key;
    }

    String nameKey() {
        return nameKey;
    }
}
