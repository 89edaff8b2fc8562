package dev.rollcall.check.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource({
        "Backups, backups",
        "Database  Backup, database-backup",
        "' -- Nightly run! -- ', nightly-run",
        "Čeřence Łódź, cerence-odz",
        "snake_case, snake_case",
        "_private_, private",
        "a - b, a-b",
        "100% (disk), 100-disk"
    })
    void aNameBecomesSmallLettersDigitsAndHyphens(String name, String slug) {
        assertThat(Slug.of(name)).isEqualTo(slug);
    }

    @Test
    void aNameWithoutUsableLettersHasNoSlug() {
        assertThat(Slug.of("日本 !")).isEmpty();
        assertThat(Slug.of("")).isEmpty();
    }

    @Test
    void aDerivedSlugIsNeverLongerThanACallerMayChoose() {
        // A ligature becomes three letters.
        assertThat(Slug.of("ﬃ".repeat(100))).hasSize(100);
    }
}
