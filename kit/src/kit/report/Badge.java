package kit.report;

import kit.probe.Verdict;

/** A report as a small image, SVG: how many demands hold, of those that could be seen. */
public final class Badge {

    private static final String GREEN = "#2da44e";
    private static final String RED = "#cf222e";
    private static final String LABEL = "twelve factors";

    private Badge() {}

    public static String of(Report report) {
        long holds = report.count(Verdict.HOLDS);
        long seen = holds + report.count(Verdict.DOES_NOT_HOLD);
        String value = holds + " of " + seen + " hold";
        String colour = holds == seen ? GREEN : RED;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="176" height="20" role="img" aria-label="%1$s: %2$s">
                  <title>%1$s: %2$s</title>
                  <clipPath id="round"><rect width="176" height="20" rx="3"/></clipPath>
                  <g clip-path="url(#round)">
                    <rect width="92" height="20" fill="#444c56"/>
                    <rect x="92" width="84" height="20" fill="%3$s"/>
                  </g>
                  <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
                    <text x="46" y="14" textLength="80">%1$s</text>
                    <text x="134" y="14">%2$s</text>
                  </g>
                </svg>
                """.formatted(LABEL, value, colour);
    }
}
