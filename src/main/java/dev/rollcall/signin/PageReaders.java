package dev.rollcall.signin;

import dev.rollcall.account.Account;
import dev.rollcall.account.Person;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.page.Reader;
import dev.rollcall.platform.page.ReaderSource;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells the layout of the pages who reads them. */
@Component
@WebProcess
class PageReaders implements ReaderSource {

    @Override
    public Optional<Reader> find(HttpServletRequest request) {
        return PersonFilter.person(request).map(PageReaders::reader);
    }

    private static Reader reader(Person person) {
        Account account = person.account();
        return new Reader(
                account.shownName(),
                Locale.forLanguageTag(account.language()),
                zone(account.timeZone()),
                account.isOperator(),
                person.memberships().stream()
                        .map(membership -> new Reader.Project(
                                membership.project().value(),
                                membership.projectName(),
                                membership.role().includes(ProjectRole.MEMBER),
                                membership.role() == ProjectRole.OWNER))
                        .toList());
    }

    /** The JVM formats times, and may not know a zone of our own database. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }
}
