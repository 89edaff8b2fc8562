package bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A picture of sampled stacks. Each box is a class. It is as wide as its share of the samples and below its caller. */
final class FlameGraph {

    private static final int WIDTH = 1_200;
    private static final int ROW = 17;
    private static final int TOP = 28;
    /** A share of the picture's width; narrower boxes are omitted. */
    private static final double NARROWEST = 0.004;

    private static final double LETTER = 6.2;

    private final Node root = new Node();

    /** One sample: the class names from the outermost call to the innermost. Repeated neighbours count as one. */
    void add(List<String> stack) {
        Node node = root;
        node.samples++;
        String last = "";
        for (String name : stack) {
            if (!name.equals(last)) {
                node = node.callees.computeIfAbsent(name, any -> new Node());
                node.samples++;
                last = name;
            }
        }
    }

    int samples() {
        return root.samples;
    }

    /** As SVG. A tooltip shows the full name and the share of a box. */
    String draw(String title) {
        List<String> boxes = new ArrayList<>();
        int depth = draw(root, 0, 0, boxes);
        int height = TOP + ROW * (depth + 1);
        return Svg.format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                                + "font-family=\"monospace\" font-size=\"10\" fill=\"#24292f\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                                + "<text x=\"4\" y=\"17\" font-size=\"13\">%s</text>%n",
                        WIDTH, height, Svg.escaped(title + ", " + root.samples + " samples"))
                + String.join("", boxes)
                + "</svg>\n";
    }

    /** Draws the callees of the node from this position. Returns the depth of the drawing. */
    private int draw(Node node, double left, int level, List<String> boxes) {
        int deepest = level;
        double x = left;
        for (Map.Entry<String, Node> callee : node.inOrder()) {
            double share = (double) callee.getValue().samples / root.samples;
            if (share >= NARROWEST) {
                boxes.add(box(callee.getKey(), share, x, level));
                deepest = Math.max(deepest, draw(callee.getValue(), x, level + 1, boxes));
            }
            x += share * WIDTH;
        }
        return deepest;
    }

    private static String box(String name, double share, double x, int level) {
        double width = share * WIDTH;
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int letters = (int) ((width - 4) / LETTER);
        String shown = letters < 3 ? "" : simple.substring(0, Math.min(letters, simple.length()));
        int y = TOP + level * ROW;
        return Svg.format(
                "<g><title>%s %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%s</text></g>%n",
                Svg.escaped(name),
                share * 100,
                x,
                y,
                Math.max(0.5, width - 0.5),
                ROW - 1,
                colour(name),
                x + 3,
                y + 12,
                Svg.escaped(shown));
    }

    /** The colour shows where the code comes from. */
    private static String colour(String name) {
        if (name.startsWith("dev.rollcall.")) {
            return "#f4a261";
        }
        if (name.startsWith("org.springframework.")) {
            return "#a8d5a2";
        }
        if (name.startsWith("org.apache.")) {
            return "#f2d388";
        }
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.") ? "#d0d7de" : "#b6ccfe";
    }

    private static final class Node {

        private final Map<String, Node> callees = new TreeMap<>();
        private int samples;

        List<Map.Entry<String, Node>> inOrder() {
            return callees.entrySet().stream()
                    .sorted(Comparator.comparingInt(entry -> -entry.getValue().samples))
                    .toList();
        }
    }
}
