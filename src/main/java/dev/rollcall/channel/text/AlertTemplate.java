package dev.rollcall.channel.text;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A template for the text of alerts: a Mustache file beside the class of a kind. Its tags are the components of
 * {@link AlertText}.
 */
public final class AlertTemplate {

    private final Template template;

    private AlertTemplate(Template template) {
        this.template = template;
    }

    /**
     * Reads a template from the package of a kind.
     *
     * @param escape makes a value harmless in the format that the template writes
     */
    public static AlertTemplate of(Class<?> kind, String file, UnaryOperator<String> escape) {
        try (var in = new InputStreamReader(
                Objects.requireNonNull(kind.getResourceAsStream(file), file), StandardCharsets.UTF_8)) {
            return new AlertTemplate(Mustache.compiler()
                    .withEscaper(escape::apply)
                    .emptyStringIsFalse(true)
                    .compile(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Facts and output as plain text, without the title. */
    public static AlertTemplate plain() {
        return of(AlertTemplate.class, "plain.mustache", UnaryOperator.identity());
    }

    /** The text without a limit. */
    public String fill(AlertText text) {
        return template.execute(text).strip();
    }

    /** The text without a limit, for a template whose tags are also the components of {@code more}. */
    public String fill(AlertText text, Object more) {
        var filled = new StringWriter();
        template.execute(text, more, filled);
        return filled.toString().strip();
    }

    /**
     * The text with at most this many characters (UTF-16). First the output is shortened, then facts are left out, then
     * the title is shortened to about forty characters.
     */
    public String fill(AlertText text, int maxLength) {
        return fill(text, filled -> filled.length() <= maxLength);
    }

    /** The text with at most this many bytes of UTF-8. */
    public String fillBytes(AlertText text, int maxBytes) {
        return fill(text, filled -> filled.getBytes(StandardCharsets.UTF_8).length <= maxBytes);
    }

    private String fill(AlertText text, Predicate<String> fits) {
        String filled = fill(text);
        for (AlertText shorter = text.shorter(); shorter != null && !fits.test(filled); shorter = shorter.shorter()) {
            filled = fill(shorter);
        }
        return filled;
    }
}
