package dev.rollcall.delivery.page;

import dev.rollcall.channel.LinkToken;
import dev.rollcall.channel.text.CleanText;
import dev.rollcall.channel.text.TimeText;
import dev.rollcall.channel.text.Words;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.flip.Acknowledgements;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.PageController;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page where a person acknowledges that a check is down. Opening it changes nothing, because mail scanners and
 * chats open links; only its button does.
 */
@PageController
class AcknowledgePageController {

    private final LinkStore links;
    private final Checks checks;
    private final Acknowledgements acknowledgements;
    private final PageWriter pages;
    private final Words words;
    private final Site site;
    private final Clock clock;

    AcknowledgePageController(
            LinkStore links,
            Checks checks,
            Acknowledgements acknowledgements,
            PageWriter pages,
            Words words,
            Site site,
            Clock clock) {
        this.links = links;
        this.checks = checks;
        this.acknowledgements = acknowledgements;
        this.pages = pages;
        this.words = words;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/acknowledge/{token}")
    ModelAndView show(@PathVariable String token, Locale locale) {
        return find(token).flatMap(this::page).orElseGet(() -> pages.invalid(locale, "page.acknowledge.invalid"));
    }

    @PostMapping("/acknowledge/{token}")
    ModelAndView acknowledge(@PathVariable String token, Locale locale) {
        return find(token)
                .filter(linked -> acknowledgements.acknowledge(linked.flip()))
                .flatMap(linked -> show(
                        linked, Optional.ofNullable(linked.acknowledgedAt()).orElseGet(clock::instant)))
                .orElseGet(() -> pages.invalid(locale, "page.acknowledge.invalid"));
    }

    /** The delivery of a link that is signed and whose check is still down since its flip. */
    private Optional<LinkedDelivery> find(String token) {
        return LinkToken.parse(token)
                .flatMap(link -> links.findDelivery(link.id())
                        .filter(linked -> link.isSigned(LinkToken.Action.ACKNOWLEDGE, linked.signingSecret())))
                .filter(linked -> linked.isLatest() && linked.flip().change().to() == CheckStatus.DOWN);
    }

    private Optional<ModelAndView> page(LinkedDelivery linked) {
        return show(linked, linked.acknowledgedAt());
    }

    /** Empty if the check was deleted at this moment. */
    private Optional<ModelAndView> show(LinkedDelivery linked, @Nullable Instant acknowledgedAt) {
        return checks.find(linked.flip().change().checkId())
                .map(check -> pages.answer(HttpStatus.OK, page(linked, check, acknowledgedAt)));
    }

    private LinkPage page(LinkedDelivery linked, CheckView check, @Nullable Instant acknowledgedAt) {
        Words.Language language = words.in(linked.config());
        var times = new TimeText(linked.config());
        Instant downAt = linked.flip().change().at();
        String name = CleanText.oneLine(check.name());
        return new LinkPage(
                language.word("language"),
                language.word("title", language.word("status.down"), name.isEmpty() ? language.word("unnamed") : name),
                true,
                List.of(
                        new LinkPage.Fact(language.word("fact.since"), times.of(downAt)),
                        new LinkPage.Fact(
                                language.word("fact.down-for"),
                                language.duration(Duration.between(downAt, clock.instant()))),
                        new LinkPage.Fact(language.word("fact.project"), CleanText.oneLine(linked.project()))),
                acknowledgedAt == null
                        ? language.word("page.acknowledge")
                        : language.word("page.acknowledged", times.of(acknowledgedAt)),
                acknowledgedAt == null ? language.word("acknowledge") : "",
                site.name());
    }
}
