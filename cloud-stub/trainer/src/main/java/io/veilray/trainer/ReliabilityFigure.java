package io.veilray.trainer;

import io.veilray.opinion.Reliability;
import java.util.Locale;

/** A reliability diagram as SVG: how often the class was right over how probable the model said it was. */
final class ReliabilityFigure {
    private static final int SIDE = 320;
    private static final int LEFT = 52;
    private static final int TOP = 34;
    private static final double LARGEST_RADIUS = 13;

    private final StringBuilder svg = new StringBuilder();

    private ReliabilityFigure() {}

    /** Calibrated probabilities filled, the plain softmax hollow; a dot's area tells how many images it stands for. */
    static String svg(String title, Reliability calibrated, Reliability plain) {
        ReliabilityFigure figure = new ReliabilityFigure();
        figure.frame(title);
        figure.dots(plain, "fill=\"none\" stroke=\"#777777\" stroke-width=\"1.5\"");
        figure.dots(calibrated, "fill=\"#0072b2\" fill-opacity=\"0.75\"");
        figure.legend(calibrated, plain);
        return figure.svg.append("</svg>\n").toString();
    }

    private void frame(String title) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" fill=\"#222222\">",
                SIDE + LEFT + 20, SIDE + TOP + 92);
        line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        text(LEFT, 20, "start", title);
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#222222\"/>",
                LEFT, TOP, SIDE, SIDE);
        line(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#aaaaaa\" stroke-dasharray=\"4 4\"/>",
                x(0), y(0), x(1), y(1));
        for (double tick = 0; tick < 1.1; tick += 0.25) {
            String number = String.format(Locale.ROOT, "%.2f", tick);
            text(x(tick), y(0) + 16, "middle", number);
            text(LEFT - 6, y(tick) + 4, "end", number);
        }
        text(x(0.5), y(0) + 34, "middle", "probability of the most likely class");
        line(
                "<text x=\"14\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 14 %.1f)\">%s</text>",
                y(0.5), y(0.5), "share of images where it is right");
    }

    private void dots(Reliability reliability, String look) {
        int most = reliability.bins().stream()
                .mapToInt(Reliability.Bin::images)
                .max()
                .orElse(1);
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.images() > 0) {
                double radius = Math.max(2.5, LARGEST_RADIUS * Math.sqrt((double) bin.images() / most));
                line(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>",
                        x(bin.confidence()), y(bin.accuracy()), radius, look);
            }
        }
    }

    private void legend(Reliability calibrated, Reliability plain) {
        line("<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"#0072b2\" fill-opacity=\"0.75\"/>", LEFT + 6, SIDE + TOP + 58);
        text(LEFT + 18, SIDE + TOP + 62, "start", "calibrated, error " + error(calibrated));
        line(
                "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"none\" stroke=\"#777777\" stroke-width=\"1.5\"/>",
                LEFT + 6, SIDE + TOP + 78);
        text(LEFT + 18, SIDE + TOP + 82, "start", "plain softmax, error " + error(plain));
    }

    private static String error(Reliability reliability) {
        return String.format(Locale.ROOT, "%.3f", reliability.expectedCalibrationError());
    }

    private static double x(double share) {
        return LEFT + share * SIDE;
    }

    private static double y(double share) {
        return TOP + (1 - share) * SIDE;
    }

    private void text(double x, double y, String anchor, String words) {
        line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
