package dev.rollcall.page.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A picture of the last runs of a check, oldest first: one bar a run. The worse a run went, the higher its bar, so the
 * picture can be read without colours. Bars of one kind are one path, which keeps a page of 100 checks small.
 */
record RunBar(List<Outcome> runs) {

    /** Bars in a picture. */
    static final int BARS = 24;

    private static final int STEP = 6;
    private static final int CENTRE = 2;

    /** The paths that are not empty: of runs that went the same way, and of the bars that have no run yet. */
    public List<Path> paths() {
        Stream<Path> ways = Arrays.stream(Outcome.values()).map(outcome -> new Path(outcome.label(), path(outcome)));
        return Stream.concat(Stream.of(new Path("none", noPath())), ways)
                .filter(path -> !path.bars().isEmpty())
                .toList();
    }

    String path(Outcome outcome) {
        var path = new StringBuilder();
        int first = BARS - runs.size();
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i) == outcome) {
                path.append('M').append(CENTRE + (first + i) * STEP).append(bar(outcome));
            }
        }
        return path.toString();
    }

    String noPath() {
        var path = new StringBuilder();
        for (int i = 0; i < BARS - runs.size(); i++) {
            path.append('M').append(CENTRE + i * STEP).append(" 18v2");
        }
        return path.toString();
    }

    public long count(Outcome outcome) {
        return runs.stream().filter(run -> run == outcome).count();
    }

    private static String bar(Outcome outcome) {
        return switch (outcome) {
            case UP -> " 12v8";
            case LATE -> " 6v14";
            case DOWN -> " 0v20";
            case EXCUSED -> " 10v3m0 2v3";
        };
    }

    /**
     * Bars of one kind.
     *
     * @param label the end of their class in the style sheet
     * @param bars the attribute {@code d} of an SVG path
     */
    record Path(String label, String bars) {}
}
