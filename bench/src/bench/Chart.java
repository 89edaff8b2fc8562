package bench;

import java.util.List;

/** All results with a target as bars on a logarithmic scale: how many times better than the target. */
final class Chart {

    private static final int ROW = 26;
    private static final int LEFT = 190;
    private static final int WIDTH = 720;
    /** The ends of the scale: this many times better or worse than the target. */
    private static final double FARTHEST = 8;

    private Chart() {}

    static String draw(Report report) {
        List<Result> rows = report.results().stream()
                .filter(result -> result.target() != null)
                .toList();
        int height = ROW * (rows.size() + 2);
        var svg = new StringBuilder();
        svg.append(Svg.format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" ", WIDTH, height));
        svg.append("font-family=\"sans-serif\" font-size=\"12\" fill=\"#24292f\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (double times : new double[] {0.25, 0.5, 1, 2, 4}) {
            svg.append(line(x(times), height, times == 1 ? "#24292f" : "#d0d7de"));
            svg.append(text(x(times) - 4, 16, Report.number(times).replaceAll("\\.?0+$", "") + "x"));
        }
        for (int n = 0; n < rows.size(); n++) {
            svg.append(bar(rows.get(n), ROW * (n + 1)));
        }
        svg.append(text(LEFT, height - 8, "times as good as the target: left of 1x it is missed"));
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Result result, int top) {
        Target target = result.target();
        double score = target == null ? 1 : target.score(result);
        int from = Math.min(x(1), x(score));
        int length = Math.max(2, Math.abs(x(score) - x(1)));
        String colour = score >= 1 ? "#2da44e" : "#cf222e";
        return text(8, top + 17, result.name())
                + Svg.format(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                        from, top + 6, length, ROW - 12, colour);
    }

    private static String line(int x, int height, String colour) {
        return Svg.format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n", x, ROW - 4, x, height - ROW, colour);
    }

    private static String text(int x, int y, String text) {
        return Svg.format("<text x=\"%d\" y=\"%d\">%s</text>%n", x, y, Svg.escaped(text));
    }

    private static int x(double times) {
        double bounded = Math.max(1 / FARTHEST, Math.min(FARTHEST, times));
        double place = Math.log(bounded * FARTHEST) / Math.log(FARTHEST * FARTHEST);
        return (int) Math.round(LEFT + place * (WIDTH - LEFT - 20));
    }
}
