package io.veilray.imagej.it;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.File;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPasswordField;
import javax.swing.SwingUtilities;

/**
 * Works ImageJ's screen as a user does: chooses the command in the menu with the recorder open, fills in the dialog, and
 * plays what was recorded. In the process of ImageJ; prints what it saw.
 */
public final class RecordedRun {
    private static final long LIMIT_MILLIS = 60_000;

    private RecordedRun() {}

    /** @param args an image, a folder for pictures of the screen, a server that asks for a certificate, the file to trust, and the vault's password */
    public static void main(String[] args) throws Exception {
        ImageJ window = new ImageJ();
        window.exitWhenQuitting(true);
        ImagePlus image = IJ.openImage(args[0]);
        image.show();
        image.setRoi(60, 60, 400, 400); // where the workstation's demo has it
        Recorder recorder = new Recorder();
        IJ.doCommand("Evidence Map...");
        GenericDialog dialog = await("dialog", RecordedRun::dialog);
        EventQueue.invokeAndWait(() -> {
            ((Choice) dialog.getChoices().get(0)).select("chest-cxr-256");
            ((Checkbox) dialog.getCheckboxes().get(1)).setState(false);
        });
        picture(args[1], "imagej-dialog.png");
        EventQueue.invokeLater(() ->
                dialog.actionPerformed(new ActionEvent(dialog.getButtons()[0], ActionEvent.ACTION_PERFORMED, "OK")));
        ResultsTable first = await("first row", () -> rows(1));
        String recorded = await("recorded line", () -> recorder.getText()
                .lines()
                .filter(line -> line.startsWith("run(\"Evidence Map...\""))
                .findFirst());
        System.out.println("recorded: " + recorded);
        recorder.close();
        awaitStatus("Veilray: 1 private classification ready");
        IJ.runMacro(recorded);
        ResultsTable both = await("second row", () -> rows(2));
        for (String column : new String[] {"Image", "Class", "Model", "X", "Y", "Width", "Height", "Endpoint"}) {
            boolean same = both.getStringValue(column, 0).equals(both.getStringValue(column, 1));
            System.out.println(column + ": " + (same ? "same" : "different"));
        }
        System.out.println("overlay: " + image.getOverlay().size() + " " + first.size());
        EventQueue.invokeAndWait(() -> {
            window.setLocation(0, 0);
            image.getWindow().setLocation(0, 90);
            WindowManager.getFrame("Veilray Results").setBounds(0, 660, 1270, 150);
            image.getWindow().toFront();
        });
        image.updateAndRepaintWindow();
        picture(args[1], "imagej.png");
        manager();
        settings(args[1]);
        identity(args);
        System.exit(0);
    }

    private static String status() {
        return Arrays.stream(IJ.getInstance().getStatusBar().getComponents())
                .filter(JLabel.class::isInstance)
                .map(each -> ((JLabel) each).getText())
                .collect(Collectors.joining());
    }

    private static void awaitStatus(String sentence) throws Exception {
        await(sentence, () -> Optional.of(status()).filter(sentence::equals));
        System.out.println("status: " + sentence);
    }

    /** Two are kept ready from now on. */
    private static void settings(String pictures) throws Exception {
        IJ.doCommand("Server Settings...");
        GenericDialog dialog = await("settings", RecordedRun::dialog);
        EventQueue.invokeAndWait(() -> ((TextField) dialog.getNumericFields().get(0)).setText("2"));
        picture(pictures, "imagej-server.png");
        EventQueue.invokeLater(() ->
                dialog.actionPerformed(new ActionEvent(dialog.getButtons()[0], ActionEvent.ACTION_PERFORMED, "OK")));
        awaitStatus("Veilray: 2 private classifications ready");
    }

    /** The password is typed where nothing records it. */
    private static void identity(String[] args) throws Exception {
        Recorder recorder = new Recorder();
        IJ.doCommand("Server Settings...");
        GenericDialog dialog = await("settings", RecordedRun::dialog);
        EventQueue.invokeAndWait(() -> {
            ((TextField) dialog.getStringFields().get(0)).setText(args[2]);
            ((TextField) dialog.getStringFields().get(1)).setText(args[3]);
            ((Checkbox) dialog.getCheckboxes().get(0)).setState(true);
        });
        EventQueue.invokeLater(() ->
                dialog.actionPerformed(new ActionEvent(dialog.getButtons()[0], ActionEvent.ACTION_PERFORMED, "OK")));
        for (String typed : new String[] {"wrong", args[4]}) {
            JPasswordField field = await("password field", RecordedRun::emptyPasswordField);
            EventQueue.invokeAndWait(() -> {
                field.setText(typed);
                ((JOptionPane) SwingUtilities.getAncestorOfClass(JOptionPane.class, field))
                        .setValue(JOptionPane.OK_OPTION);
            });
        }
        String answer = args[2] + " answers and has the models";
        await(answer, () -> Optional.ofNullable(IJ.getLog()).filter(log -> log.contains(answer)));
        String recorded = await("recorded settings", () -> Optional.of(recorder.getText())
                .filter(text -> text.contains("run(\"Server Settings...\"")));
        System.out.println("settings: " + recorded.replace("\n", " "));
        System.out.println("password: " + ((recorded + IJ.getLog()).contains(args[4]) ? "recorded" : "not recorded"));
    }

    private static Optional<JPasswordField> emptyPasswordField() {
        return Arrays.stream(Window.getWindows())
                .filter(Window::isVisible)
                .flatMap(RecordedRun::inside)
                .filter(JPasswordField.class::isInstance)
                .map(JPasswordField.class::cast)
                .filter(field -> field.getPassword().length == 0)
                .findFirst();
    }

    private static Stream<Component> inside(Container container) {
        return Arrays.stream(container.getComponents())
                .flatMap(each -> each instanceof Container inner
                        ? Stream.concat(Stream.of(each), inside(inner))
                        : Stream.of(each));
    }

    /** Two regions and a line, which is no region: the manager keeps all three. */
    private static void manager() throws Exception {
        IJ.runMacro("makeRectangle(100, 100, 200, 200); roiManager(\"add\"); makeOval(90, 90, 250, 300);"
                + " roiManager(\"add\"); makeLine(1, 1, 50, 50); roiManager(\"add\");"
                + " run(\"Classify ROI Manager...\", \"model=pneumonia-cxr-28\");");
        await("rows of the manager", () -> rows(4));
        RoiManager manager = RoiManager.getInstance();
        long classified = Arrays.stream(manager.getRoisAsArray())
                .filter(roi -> roi.getProperty("veilray.class") != null)
                .count();
        System.out.println("manager: " + manager.getCount() + " regions, " + classified + " classified, "
                + rows(4).orElseThrow().size() + " rows");
    }

    private static Optional<GenericDialog> dialog() {
        return Arrays.stream(Window.getWindows())
                .filter(each -> each instanceof GenericDialog && each.isVisible())
                .map(GenericDialog.class::cast)
                .findFirst();
    }

    private static Optional<ResultsTable> rows(int least) {
        return Optional.ofNullable(ResultsTable.getResultsTable("Veilray Results"))
                .filter(table -> table.size() >= least);
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) throws Exception {
        for (long end = System.currentTimeMillis() + LIMIT_MILLIS; System.currentTimeMillis() < end; ) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.onSpinWait();
            Toolkit.getDefaultToolkit().sync();
        }
        throw new AssertionError("no " + what + "; the log says " + IJ.getLog() + "; the status " + status());
    }

    private static void picture(String folder, String name) throws Exception {
        Robot robot = new Robot();
        robot.waitForIdle();
        Rectangle windows = Arrays.stream(Window.getWindows())
                .filter(Window::isVisible)
                .map(Window::getBounds)
                .reduce(Rectangle::union)
                .orElseThrow();
        ImageIO.write(robot.createScreenCapture(windows), "png", new File(folder, name));
    }
}
