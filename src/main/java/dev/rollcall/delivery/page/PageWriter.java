package dev.rollcall.delivery.page;

import dev.rollcall.channel.text.Words;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.process.WebProcess;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Fills the template of the pages behind links. */
@Component
@WebProcess
class PageWriter {

    private final Words words;
    private final Site site;

    PageWriter(Words words, Site site) {
        this.words = words;
        this.site = site;
    }

    ModelAndView answer(HttpStatus status, LinkPage page) {
        var view = new ModelAndView("page/link", status);
        view.addObject("page", page);
        return view;
    }

    /** The same page for every link that does not work, in a language of the reader. */
    ModelAndView invalid(Locale locale, String why) {
        Words.Language language = words.in(locale);
        return answer(
                HttpStatus.NOT_FOUND,
                new LinkPage(
                        language.word("language"),
                        language.word("page.invalid"),
                        false,
                        List.of(),
                        language.word(why),
                        "",
                        site.name()));
    }
}
