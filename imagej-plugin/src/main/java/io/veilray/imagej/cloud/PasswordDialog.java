package io.veilray.imagej.cloud;

import ij.IJ;
import java.awt.EventQueue;
import java.awt.GridLayout;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JPasswordField;

/**
 * Asks for the password of the key vault. Not with ImageJ's own dialog, which shows what is typed and tells the macro
 * recorder.
 */
final class PasswordDialog {
    private static final int COLUMNS = 28;

    private PasswordDialog() {}

    /**
     * On any thread; blocks until it is answered.
     *
     * @param refused what was wrong with the password before, or empty text
     * @return the caller's to wipe; empty if the user cancelled
     */
    static Optional<char[]> ask(Path vault, String refused) {
        if (EventQueue.isDispatchThread()) {
            return shown(vault, refused);
        }
        AtomicReference<Optional<char[]>> answer = new AtomicReference<>(Optional.empty());
        try {
            EventQueue.invokeAndWait(() -> answer.set(shown(vault, refused)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the password dialog failed", e.getCause());
        }
        return answer.get();
    }

    private static Optional<char[]> shown(Path vault, String refused) {
        JPasswordField field = new JPasswordField(COLUMNS);
        JOptionPane pane =
                new JOptionPane(
                        content(field, vault, refused), JOptionPane.PLAIN_MESSAGE, JOptionPane.OK_CANCEL_OPTION) {
                    private static final long serialVersionUID = 1;

                    @Override
                    public void selectInitialValue() {
                        field.requestFocusInWindow();
                    }
                };
        JDialog dialog = pane.createDialog(IJ.getInstance(), "Veilray: Key Vault");
        dialog.setVisible(true);
        dialog.dispose();
        char[] typed = field.getPassword();
        field.setText("");
        if (Integer.valueOf(JOptionPane.OK_OPTION).equals(pane.getValue())) {
            return Optional.of(typed);
        }
        Arrays.fill(typed, '\0');
        return Optional.empty();
    }

    private static JPanel content(JPasswordField field, Path vault, String refused) {
        JPanel rows = new JPanel(new GridLayout(0, 1));
        if (!refused.isEmpty()) {
            rows.add(new JLabel(refused));
        }
        JLabel why = new JLabel("Password of " + vault + ", which holds your certificate:");
        why.setLabelFor(field);
        rows.add(why);
        rows.add(field);
        rows.add(new JLabel("Asked for once while ImageJ runs, and not kept."));
        return rows;
    }
}
