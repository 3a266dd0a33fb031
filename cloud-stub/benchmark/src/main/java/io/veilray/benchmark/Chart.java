package io.veilray.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of lines with marks, for a white page. */
public final class Chart {
    private static final int WIDTH_PX = 720;
    private static final int HEIGHT_PX = 420;
    /** Told apart by colour-blind readers too: Okabe and Ito's palette, "Color Universal Design" (2008). */
    private static final Color[] COLOURS = {
        new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7), new Color(0x56B4E9)
    };

    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final XYChart chart;
    private DoubleUnaryOperator place = DoubleUnaryOperator.identity();

    private Chart(String title, String across, String up) {
        chart = new XYChartBuilder()
                .width(WIDTH_PX)
                .height(HEIGHT_PX)
                .title(title)
                .xAxisTitle(across)
                .yAxisTitle(up)
                .build();
        XYStyler style = chart.getStyler();
        style.setLegendPosition(LegendPosition.OutsideE);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(new Color(0xE4E4E4));
        style.setPlotGridLinesStroke(new BasicStroke(1)); // a dashed one makes megabytes of SVG
        style.setChartTitleFont(TEXT.deriveFont(Font.BOLD, 15f));
        style.setLegendFont(TEXT);
        style.setLegendBorderColor(Color.WHITE);
        style.setSeriesColors(COLOURS);
        style.setAxisTitleFont(TEXT);
        style.setAxisTickLabelsFont(TEXT);
    }

    /** Axis titles carry their units. */
    public static Chart plain(String title, String across, String up) {
        return new Chart(title, across, up);
    }

    /** Both axes logarithmic; values must be positive. */
    static Chart logarithmic(String title, String across, String up) {
        Chart out = new Chart(title, across, up);
        out.chart.getStyler().setXAxisLogarithmic(true);
        out.chart.getStyler().setYAxisLogarithmic(true);
        return out;
    }

    /**
     * Sizes on a logarithmic axis with its marks at powers of two.
     *
     * @param logarithmic whether the axis of values is, too; else it begins at zero
     */
    static Chart bySize(String title, String size, String up, boolean logarithmic) {
        Chart out = new Chart(title, size, up);
        XYStyler style = out.chart.getStyler();
        out.place = Chart::log2;
        out.chart.setCustomXAxisTickLabelsFormatter(
                power -> power == Math.rint(power) ? Table.number(Math.scalb(1.0, power.intValue())) : "");
        style.setXAxisTickMarkSpacingHint(WIDTH_PX / 8);
        style.setYAxisLogarithmic(logarithmic);
        if (!logarithmic) {
            style.setYAxisMin(0.0);
        }
        return out;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    public Chart line(String name, List<Double> across, List<Double> up) {
        XYSeries series =
                chart.addSeries(name, across.stream().map(place::applyAsDouble).toList(), up);
        series.setMarker(SeriesMarkers.CIRCLE).setLineStyle(new BasicStroke(2));
        return this;
    }

    /** Marks without a line. */
    Chart points(String name, List<Double> across, List<Double> up) {
        chart.addSeries(name, across, up)
                .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
                .setMarker(SeriesMarkers.CIRCLE);
        return this;
    }

    /** What the values cannot exceed: a grey line without marks. */
    public Chart limit(String name, List<Double> across, List<Double> up, boolean dashed) {
        chart.addSeries(name, across, up)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.GRAY)
                .setLineStyle(dashed ? SeriesLines.DASH_DASH : SeriesLines.SOLID);
        return this;
    }

    public String svg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        return out.toString(StandardCharsets.UTF_8);
    }
}
