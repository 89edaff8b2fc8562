package dev.rollcall.channel.text;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.field.NoiseFields;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingQuota;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.deploy.Site;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the text of a message from its facts. */
@Component
public class AlertTexts {

    /** The most characters of a name or of a fact; the API accepts descriptions of 10,000. */
    private static final int MAX_VALUE_LENGTH = 200;

    private static final int MAX_OUTPUT_LINES = 10;
    private static final int MAX_OUTPUT_LENGTH = 1_000;

    /**
     * Times that are closer than this are the same: the database rounds to microseconds before a deadline is computed.
     */
    private static final Duration SAME = Duration.ofMillis(1);

    private final Words words;
    private final AlertHistory history;
    private final Site site;
    private final NoticeTexts notices;

    AlertTexts(Words words, AlertHistory history, Site site) {
        this.words = words;
        this.history = history;
        this.site = site;
        this.notices = new NoticeTexts(words, site);
    }

    /** The text in the language and the time zone of the message's channel. */
    public AlertText of(Message message) {
        return message instanceof Notice notice ? notices.of(notice) : of((Alert) message);
    }

    private AlertText of(Alert alert) {
        Words.Language language = words.in(alert.config());
        String status = language.word("status." + (alert.isReminder() ? "still-" : "") + alert.status());
        String name = shown(alert.check().name());
        String named = name.isEmpty() ? language.word("unnamed") : name;
        return new AlertText(
                language.word("language"),
                alert.severity(),
                status,
                named,
                language.word("title", status, named),
                facts(alert, language),
                language.word("output"),
                output(alert),
                language.word("open", shown(site.name())),
                site.root() + "/",
                language.word("acknowledge"),
                alert.isDown() ? site.url(alert.acknowledgePath()) : "",
                shown(site.name()));
    }

    private List<AlertText.Fact> facts(Alert alert, Words.Language language) {
        AlertHistory.Facts past = history.of(alert);
        var times = new TimeText(alert.config());
        StatusChange change = alert.flip().change();
        var facts = new Facts(language);
        facts.add("since", times.of(change.at()));
        facts.add("down-for", alert.isReminder() ? language.duration(Duration.between(change.at(), alert.now())) : "");
        facts.add("reminder", reminder(alert, language));
        facts.add("why", reason(alert, language));
        facts.add("changes", changes(alert.changes(), language));
        facts.add("flapping", flapping(alert, language));
        facts.add("before", before(change, past.previous(), language));
        facts.add("missed", missed(MissedRuns.of(alert, past), language));
        facts.add("last-ping", alert.isDown() ? lastPing(alert, times, language) : "");
        facts.add("project", shown(past.project()));
        facts.add("tags", shown(String.join(", ", alert.check().tagList())));
        facts.add("description", shown(alert.check().labels().description()));
        return facts.all;
    }

    private static String reminder(Alert alert, Words.Language language) {
        String rhythm = String.valueOf(alert.config().get(NoiseFields.REMIND));
        return alert.isReminder() ? language.word("reminder." + rhythm, String.valueOf(alert.reminder())) : "";
    }

    private static String reason(Alert alert, Words.Language language) {
        StatusChange change = alert.flip().change();
        Alert.LastPing last = alert.lastPing();
        if (change.reason() == StatusChange.Reason.FAIL && last != null && last.exitStatus() != null) {
            return language.reason("exit-status", String.valueOf(last.exitStatus()));
        }
        if (isRunThatDidNotFinish(alert)) {
            return language.reason("not-finished");
        }
        PingQuota quota = alert.check().policy().runs().quota();
        boolean countsHosts = change.reason() == StatusChange.Reason.TOO_FEW && quota != null && quota.hosts() > 0;
        return language.reason(countsHosts ? "too-few-hosts" : change.reason().name());
    }

    /** Whether the missed deadline was that of the run under way. */
    private static boolean isRunThatDidNotFinish(Alert alert) {
        StatusChange change = alert.flip().change();
        Instant startedAt = alert.check().state().lastStartAt();
        return change.reason() == StatusChange.Reason.TIMEOUT
                && startedAt != null
                && Duration.between(startedAt.plus(alert.check().grace()), change.at())
                                .abs()
                                .compareTo(SAME)
                        < 0;
    }

    private static String before(
            StatusChange change, AlertHistory.@Nullable PreviousChange previous, Words.Language language) {
        String key = "before." + change.from().name().toLowerCase(Locale.ROOT);
        boolean wasWatched = change.from() == CheckStatus.UP || change.from() == CheckStatus.DOWN;
        return previous == null || !wasWatched
                ? ""
                : language.word(key, language.duration(Duration.between(previous.at(), change.at())));
    }

    /** Empty when the alert stands for no other. */
    private static String changes(int changes, Words.Language language) {
        return changes == 1 ? "" : language.word("changes", String.valueOf(changes));
    }

    /** Empty unless the next changes are held back. */
    private static String flapping(Alert alert, Words.Language language) {
        OptionalInt limit = NoiseFields.flapLimit(alert.config());
        return alert.isFlapping() && limit.isPresent()
                ? language.word("flapping", String.valueOf(limit.getAsInt()))
                : "";
    }

    private static String missed(int runs, Words.Language language) {
        if (runs == 0) {
            return "";
        }
        return language.word(runs < MissedRuns.MAX_COUNTED ? "missed" : "missed.many", String.valueOf(runs));
    }

    private static String lastPing(Alert alert, TimeText times, Words.Language language) {
        CheckView check = alert.check();
        Alert.LastPing last = alert.lastPing();
        if (last == null) {
            return check.state().lastPingAt() == null ? language.word("last-ping.never") : "";
        }
        String at = times.of(last.receivedAt());
        return last.exitStatus() == null ? at : language.word("exit-status", at, String.valueOf(last.exitStatus()));
    }

    /** The output of a job may show how it was pinged, so the check's id is taken out. */
    private static String output(Alert alert) {
        Alert.LastPing last = alert.lastPing();
        if (last == null || last.body() == null) {
            return "";
        }
        String said = Pattern.compile(alert.check().id().toString(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                .matcher(new String(last.body(), StandardCharsets.UTF_8))
                .replaceAll("…");
        return CleanText.lastLines(said, MAX_OUTPUT_LINES, MAX_OUTPUT_LENGTH);
    }

    /** A name or another text that a person wrote: on one line, without control characters, and shortened. */
    static String shown(String text) {
        return CleanText.cut(CleanText.oneLine(text), MAX_VALUE_LENGTH);
    }

    /** The facts that have a value, each with its label. */
    private static final class Facts {

        private final List<AlertText.Fact> all = new ArrayList<>();
        private final Words.Language language;

        Facts(Words.Language language) {
            this.language = language;
        }

        void add(String key, String value) {
            if (!value.isBlank()) {
                all.add(new AlertText.Fact(language.word("fact." + key), value));
            }
        }
    }
}
