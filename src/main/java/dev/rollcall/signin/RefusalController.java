package dev.rollcall.signin;

import dev.rollcall.platform.process.PageController;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;

/** Turns a {@link Refusal} into an error of a page. */
@PageController
class RefusalController {

    @RequestMapping(Refusal.PATH)
    String refuse(HttpServletRequest request) {
        throw Refusal.reason(request);
    }
}
