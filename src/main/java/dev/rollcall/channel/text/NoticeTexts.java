package dev.rollcall.channel.text;

import dev.rollcall.channel.Notice;
import dev.rollcall.platform.deploy.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the text of a notice. */
final class NoticeTexts {

    private final Words words;
    private final Site site;

    NoticeTexts(Words words, Site site) {
        this.words = words;
        this.site = site;
    }

    /** The text in the language and the time zone of the notice's channel. */
    AlertText of(Notice notice) {
        Notice.Content content = notice.content();
        Words.Language language = words.in(notice.config());
        var times = new TimeText(notice.config());
        String siteName = AlertTexts.shown(site.name());
        Object[] arguments = content.arguments().stream()
                .map(argument -> argument instanceof String text ? AlertTexts.shown(text) : argument)
                .toArray();
        List<AlertText.Fact> lines = new ArrayList<>();
        content.facts().forEach(fact -> lines.add(line(fact, times, language)));
        content.checks().forEach(check -> lines.add(line(check, times, language)));
        return AlertText.ofNotice(
                language.word("language"),
                isTrouble(content.severity()),
                language.word("notice." + content.kind(), arguments),
                lines,
                language.word("open", siteName),
                site.root() + "/",
                siteName);
    }

    private static boolean isTrouble(Notice.Severity severity) {
        return severity == Notice.Severity.DOWN || severity == Notice.Severity.FAILING;
    }

    private static AlertText.Fact line(Notice.Fact fact, TimeText times, Words.Language language) {
        String label = language.word("fact." + fact.label());
        if (fact.value() instanceof Instant time) {
            return new AlertText.Fact(label, times.of(time));
        }
        if (fact.words() != null) {
            return new AlertText.Fact(label, language.word(fact.words()));
        }
        return new AlertText.Fact(
                label,
                fact.value() instanceof Duration duration
                        ? language.duration(duration)
                        : orDash(AlertTexts.shown(fact.value().toString())));
    }

    private static AlertText.Fact line(Notice.CheckLine check, TimeText times, Words.Language language) {
        String name = AlertTexts.shown(check.name());
        String value = Stream.of(
                        status(check, times, language),
                        check.remark() == Notice.Remark.FLAPPING ? language.word("now.flapping") : "",
                        AlertTexts.shown(check.text()),
                        downtime(check, language))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return new AlertText.Fact(name.isEmpty() ? language.word("unnamed") : name, orDash(value));
    }

    /** Services refuse an empty value. */
    private static String orDash(String value) {
        return value.isEmpty() ? "–" : value;
    }

    private static String status(Notice.CheckLine check, TimeText times, Words.Language language) {
        if (check.status() == null) {
            return "";
        }
        if (check.remark() == Notice.Remark.LATE && check.since() != null) {
            return language.word("now.late", times.of(check.since()));
        }
        String status = language.word("now." + check.status().name().toLowerCase(Locale.ROOT));
        return check.since() == null ? status : language.word("now.since", status, times.of(check.since()));
    }

    private static String downtime(Notice.CheckLine check, Words.Language language) {
        Notice.Downtime downtime = check.downtime();
        if (downtime == null) {
            return "";
        }
        String uptime = language.word("uptime", downtime.uptime());
        return downtime.times() == 0
                ? uptime
                : language.word("downtime", downtime.times(), language.duration(downtime.total()), uptime);
    }
}
