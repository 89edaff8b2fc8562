package dev.rollcall.page.channel.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.RollcallTest;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.field.KindDefinition;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class KindTextsTest {

    @Autowired
    private KindForms forms;

    @ParameterizedTest
    @ValueSource(strings = {"", "_de", "_fr", "_es"})
    void everyKindAndEveryFieldHasItsTextsAndThereAreNoOthers(String language) throws IOException {
        Set<String> needed = new TreeSet<>();
        for (KindDefinition kind : KindCatalog.all()) {
            needed.add("kind." + kind.name());
            needed.add("kind." + kind.name() + ".what");
            WrittenForm form = forms.blank(kind, "en", "UTC");
            Stream.concat(forms.own(form, null, Map.of()).stream(), forms.common(form, null, Map.of()).stream())
                    .forEach(field -> {
                        needed.add(field.label());
                        needed.add(field.hint());
                    });
        }

        Properties texts = read(language);
        // Values such as GET and P1 are the same in every language.
        Set<String> found = texts.stringPropertyNames().stream()
                .filter(key -> !key.startsWith("choice."))
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(needed);
        assertThat(texts.values()).noneMatch(text -> text.toString().isBlank());
    }

    private static Properties read(String language) throws IOException {
        Properties texts = new Properties();
        texts.load(new InputStreamReader(
                Objects.requireNonNull(
                        KindTextsTest.class.getResourceAsStream("/page/kinds" + language + ".properties")),
                StandardCharsets.UTF_8));
        return texts;
    }
}
