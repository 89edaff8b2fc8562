package bench;

import java.util.List;

/** A small graph for each series of a soak, from zero to its highest value. */
final class SoakChart {

    private static final int COLUMNS = 3;
    private static final int WIDTH = 280;
    private static final int HEIGHT = 120;
    private static final int MARGIN = 16;
    private static final int TITLE = 22;

    private SoakChart() {}

    static String draw(List<Soak.Series> all, List<Soak.Sample> samples) {
        int rows = (all.size() + COLUMNS - 1) / COLUMNS;
        var svg = new StringBuilder();
        svg.append(Svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" ", COLUMNS * WIDTH, rows * HEIGHT));
        svg.append("font-family=\"sans-serif\" font-size=\"11\" fill=\"#24292f\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (int n = 0; n < all.size(); n++) {
            svg.append(Svg.format("<g transform=\"translate(%d %d)\">%n", n % COLUMNS * WIDTH, n / COLUMNS * HEIGHT));
            svg.append(graph(all.get(n), samples)).append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String graph(Soak.Series series, List<Soak.Sample> samples) {
        double highest =
                Math.max(samples.stream().mapToDouble(series.value()).max().orElseThrow(), Double.MIN_NORMAL);
        double last = samples.get(samples.size() - 1).minutes();
        int floor = HEIGHT - MARGIN;
        var points = new StringBuilder();
        for (Soak.Sample sample : samples) {
            points.append(Svg.format(
                    "%.1f,%.1f ",
                    MARGIN + sample.minutes() / last * (WIDTH - 2 * MARGIN),
                    floor - series.value().applyAsDouble(sample) / highest * (floor - TITLE)));
        }
        return Svg.format(
                "<text x=\"%d\" y=\"14\">%s: at most %s</text>%n"
                        + "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#d0d7de\"/>%n"
                        + "<polyline points=\"%s\" fill=\"none\" stroke=\"#0969da\"/>%n"
                        + "<text x=\"%d\" y=\"%d\" font-size=\"9\" text-anchor=\"end\">%.0f min</text>%n",
                MARGIN,
                Svg.escaped(series.name()),
                Report.number(highest),
                MARGIN,
                TITLE,
                floor,
                WIDTH - MARGIN,
                points.toString().strip(),
                WIDTH - MARGIN,
                HEIGHT - 4,
                last);
    }
}
