package io.veilray.ui.tool;

import io.veilray.ui.viewer.MouseTool;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** All tools of a board and which one is in hand. After a mark is drawn the select tool is, unless the tool is kept. */
public final class ToolBox {
    private final Map<ToolKind, MouseTool> tools = new EnumMap<>(ToolKind.class);
    private final ObjectProperty<ToolKind> kind = new SimpleObjectProperty<>(ToolKind.SELECT);
    private final ReadOnlyObjectWrapper<MouseTool> tool = new ReadOnlyObjectWrapper<>();

    public ToolBox(DrawingBoard board) {
        for (ToolKind each : ToolKind.values()) {
            tools.put(each, each.make(board));
        }
        tool.set(tools.get(ToolKind.SELECT));
        kind.subscribe((before, after) -> {
            board.abandon();
            tool.set(tools.get(after));
        });
        board.onFinished(() -> kind.set(ToolKind.SELECT));
    }

    /** The tool in hand, to be set by toolbar and shortcuts. */
    public ObjectProperty<ToolKind> kindProperty() {
        return kind;
    }

    /** The same as the mouse tool a viewport wants. */
    public ReadOnlyObjectProperty<MouseTool> toolProperty() {
        return tool.getReadOnlyProperty();
    }
}
