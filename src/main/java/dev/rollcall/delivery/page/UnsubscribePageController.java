package dev.rollcall.delivery.page;

import dev.rollcall.channel.LinkToken;
import dev.rollcall.channel.subscription.Subscriptions;
import dev.rollcall.channel.text.CleanText;
import dev.rollcall.channel.text.Words;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.PageController;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page where the owner of a mailbox ends the e-mail of a channel. Its button posts, and so do mail programs,
 * without showing the page (RFC 8058).
 */
@PageController
class UnsubscribePageController {

    private final LinkStore links;
    private final Subscriptions subscriptions;
    private final PageWriter pages;
    private final Words words;
    private final Site site;

    UnsubscribePageController(LinkStore links, Subscriptions subscriptions, PageWriter pages, Words words, Site site) {
        this.links = links;
        this.subscriptions = subscriptions;
        this.pages = pages;
        this.words = words;
        this.site = site;
    }

    @GetMapping("/unsubscribe/{token}")
    ModelAndView show(@PathVariable String token, Locale locale) {
        return find(token)
                .map(channel -> page(channel, channel.isUnsubscribed()))
                .orElseGet(() -> pages.invalid(locale, "page.unsubscribe.invalid"));
    }

    /** The body of the request is not read, because the request alone says everything. */
    @PostMapping("/unsubscribe/{token}")
    ModelAndView unsubscribe(@PathVariable String token, Locale locale) {
        return find(token)
                .map(channel -> {
                    subscriptions.unsubscribe(channel.id());
                    return page(channel, true);
                })
                .orElseGet(() -> pages.invalid(locale, "page.unsubscribe.invalid"));
    }

    private Optional<LinkedChannel> find(String token) {
        return LinkToken.parse(token)
                .flatMap(link -> links.findMailbox(link.id())
                        .filter(channel -> link.isSigned(LinkToken.Action.UNSUBSCRIBE, channel.signingSecret())));
    }

    private ModelAndView page(LinkedChannel channel, boolean isUnsubscribed) {
        Words.Language language = words.in(channel.config());
        return pages.answer(
                HttpStatus.OK,
                new LinkPage(
                        language.word("language"),
                        language.word("page.unsubscribe.title", site.name()),
                        false,
                        List.of(new LinkPage.Fact(language.word("fact.project"), CleanText.oneLine(channel.project()))),
                        language.word(isUnsubscribed ? "page.unsubscribed" : "page.unsubscribe"),
                        isUnsubscribed ? "" : language.word("unsubscribe"),
                        site.name()));
    }
}
