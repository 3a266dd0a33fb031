/**
 * Everything the user can do, declared once in {@link io.veilray.ui.action.Actions}; menus, toolbar, keys, the command
 * finder, the shortcut editor and docs/shortcuts.md come from it. Front door: {@link io.veilray.ui.action.ActionBoard},
 * where the window says what each action does now. Knows nothing of scans or clouds.
 */
package io.veilray.ui.action;
