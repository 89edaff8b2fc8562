package dev.rollcall.platform.config;

/** Counts the typing errors between two words: an extra, missing or wrong letter, or two letters swapped. */
final class EditDistance {

    private EditDistance() {}

    /** The optimal string alignment distance: no part is edited twice. */
    static int between(String one, String other) {
        int[][] errors = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                errors[i][j] = i == 0 || j == 0 ? i + j : fewest(errors, one, other, i, j);
            }
        }
        return errors[one.length()][other.length()];
    }

    private static int fewest(int[][] errors, String one, String other, int i, int j) {
        int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(errors[i - 1][j - 1] + wrong, 1 + Math.min(errors[i - 1][j], errors[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(fewest, errors[i - 2][j - 2] + 1) : fewest;
    }
}
