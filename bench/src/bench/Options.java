package bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of this run.
 *
 * @param repeats the number of measurements of each side
 * @param names of cases; an empty list means all
 */
record Options(boolean quick, int repeats, List<String> names) {

    private static final int FULL = 5;
    private static final int QUICK = 2;

    static Options parse(String... arguments) {
        boolean quick = false;
        int repeats = 0;
        List<String> names = new ArrayList<>();
        for (int n = 0; n < arguments.length; n++) {
            if (arguments[n].equals("--quick")) {
                quick = true;
            } else if (arguments[n].equals("--repeats") && n + 1 < arguments.length) {
                repeats = Integer.parseInt(arguments[++n]);
            } else if (arguments[n].startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + arguments[n]);
            } else {
                names.add(arguments[n]);
            }
        }
        return new Options(quick, repeats > 0 ? repeats : quick ? QUICK : FULL, List.copyOf(names));
    }
}
