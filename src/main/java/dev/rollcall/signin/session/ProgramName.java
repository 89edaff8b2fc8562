package dev.rollcall.signin.session;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The usual names in a {@code User-Agent}, by which a person recognizes a browser. Each of them says that it is several
 * others as well.
 *
 * @param browser empty if it is not one of the usual ones
 * @param system empty if it is unknown
 */
public record ProgramName(String browser, String system) {

    /** The first that fits counts. */
    private static final List<Sign> BROWSERS = List.of(
            new Sign("Edge", "\\bEdg(A|iOS)?/"),
            new Sign("Opera", "\\bOPR/"),
            new Sign("Samsung Internet", "\\bSamsungBrowser/"),
            new Sign("Firefox", "\\b(Firefox|FxiOS)/"),
            new Sign("Chrome", "\\b((Headless)?Chrome|CriOS)/"),
            new Sign("Safari", "\\bVersion/\\S+ (Mobile/\\S+ )?Safari/"),
            new Sign("curl", "^curl/"));

    private static final List<Sign> SYSTEMS = List.of(
            new Sign("Windows", "\\bWindows NT\\b"),
            new Sign("Android", "\\bAndroid\\b"),
            new Sign("iPhone", "\\(iPhone;"),
            new Sign("iPad", "\\(iPad;"),
            new Sign("macOS", "\\(Macintosh;"),
            new Sign("ChromeOS", "\\bCrOS\\b"),
            new Sign("Linux", "\\bLinux\\b"));

    static ProgramName of(String userAgent) {
        return new ProgramName(first(BROWSERS, userAgent), first(SYSTEMS, userAgent));
    }

    private static String first(List<Sign> signs, String userAgent) {
        return signs.stream()
                .filter(sign -> sign.pattern.matcher(userAgent).find())
                .map(Sign::name)
                .findFirst()
                .orElse("");
    }

    /** What only the programs of this name send. */
    private record Sign(String name, Pattern pattern) {

        Sign(String name, String pattern) {
            this(name, Pattern.compile(pattern));
        }
    }
}
