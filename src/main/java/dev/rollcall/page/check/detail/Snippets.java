package dev.rollcall.page.check.detail;

import dev.rollcall.platform.process.WebProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Text to copy into a job: the blocks of docs/clients.md, which a test runs, with the ping URL of the check. */
@Component
@WebProcess
class Snippets {

    private static final Pattern BLOCK =
            Pattern.compile("^## ([^\\n]+)\\n.*?^```\\w+\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private final List<Snippet> templates;

    Snippets() throws IOException {
        String page = new ClassPathResource("clients.md").getContentAsString(StandardCharsets.UTF_8);
        templates = BLOCK.matcher(page)
                .results()
                .map(block -> new Snippet(block.group(1), block.group(2).strip()))
                .toList();
    }

    List<Snippet> of(String pingUrl) {
        return templates.stream()
                .map(template -> new Snippet(template.name(), withUrl(template.code(), pingUrl)))
                .toList();
    }

    /** The blocks read the URL from the environment, each in its language. */
    private static String withUrl(String code, String pingUrl) {
        String withStrings = Stream.of(
                        "os.environ[\"PING_URL\"]", "process.env.PING_URL", "System.getenv(\"PING_URL\")")
                .reduce(code, (text, variable) -> text.replace(variable, "\"" + pingUrl + "\""));
        return withStrings
                .replace("$env:PING_URL", pingUrl)
                .replaceAll("\\$PING_URL\\b", Matcher.quoteReplacement(pingUrl));
    }

    /** A block and what it is for. */
    record Snippet(String name, String code) {}
}
