/**
 * What the reader draws on a slice: region outlines, distances and angles, one class per mouse tool, their numbers, and
 * the undo history. Front doors: {@link io.veilray.ui.tool.DrawingBoard} with {@link io.veilray.ui.tool.ToolBox}, and
 * {@link io.veilray.ui.tool.UndoHistory} for other parts. Lives in image space; knows nothing of files or of the cloud.
 */
package io.veilray.ui.tool;
