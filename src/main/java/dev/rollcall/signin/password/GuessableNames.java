package dev.rollcall.signin.password;

import dev.rollcall.account.Account;
import dev.rollcall.platform.deploy.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The names that somebody who guesses a password would begin with: of the product, of the site and its host, of the
 * person and their address (OWASP ASVS 5.0, 6.1.2). They may be in a password, but do not count towards its length.
 */
final class GuessableNames {

    private static final String PRODUCT = "rollcall";

    /** Shorter words are parts of many other words. */
    private static final int MIN_LENGTH = 3;

    private static final String BETWEEN_WORDS = "[^\\p{L}\\p{N}]";

    private GuessableNames() {}

    /** The password in lower case, without these names. */
    static String removed(String password, Site site, Account account) {
        String rest = password.toLowerCase(Locale.ROOT);
        for (String name : all(site, account)) {
            rest = rest.replace(name, "");
        }
        return rest;
    }

    /** The longest first, because one may be a part of another. */
    private static List<String> all(Site site, Account account) {
        return Stream.of(PRODUCT, site.name(), site.root(), account.name(), account.email())
                .flatMap(text -> Stream.of(text.toLowerCase(Locale.ROOT).split(BETWEEN_WORDS)))
                .filter(word -> word.length() >= MIN_LENGTH)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }
}
