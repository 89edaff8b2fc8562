package dev.rollcall.platform.problem;

import dev.rollcall.platform.process.WebController;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Explains a problem at the address in its {@code type}, with its section of docs/problems.md. */
@WebController(needsSchema = false)
class ProblemController {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([a-z-]+)$\n(.*?)(?=^## |\\z)");

    private final Map<String, String> sections;

    ProblemController() throws IOException {
        String page = new ClassPathResource("problems.md").getContentAsString(StandardCharsets.UTF_8);
        sections = SECTION.matcher(page)
                .results()
                .collect(Collectors.toMap(section -> section.group(1), MatchResult::group));
    }

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    String problem(@PathVariable String slug) {
        @Nullable String section = sections.get(slug);
        if (section == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return section;
    }
}
