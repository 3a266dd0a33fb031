package io.veilray.ui.tool;

import io.veilray.ui.viewer.MouseTool;
import java.util.function.Function;

/** The tools there are; {@link #key} names the text. */
public enum ToolKind {
    SELECT("tool.kind.select", SelectTool::new),
    RECTANGLE("tool.kind.rectangle", RectangleTool::new),
    ELLIPSE("tool.kind.ellipse", EllipseTool::new),
    FREEHAND("tool.kind.freehand", FreehandTool::new),
    WAND("tool.kind.wand", WandTool::new),
    POLYGON("tool.kind.polygon", PolygonTool::new),
    DISTANCE("tool.kind.distance", DistanceTool::new),
    ANGLE("tool.kind.angle", AngleTool::new);

    private final String key;
    private final Function<DrawingBoard, MouseTool> maker;

    ToolKind(String key, Function<DrawingBoard, MouseTool> maker) {
        this.key = key;
        this.maker = maker;
    }

    public String key() {
        return key;
    }

    MouseTool make(DrawingBoard board) {
        return maker.apply(board);
    }
}
