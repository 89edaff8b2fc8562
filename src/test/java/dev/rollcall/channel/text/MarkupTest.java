package dev.rollcall.channel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void htmlHasNoTagsOfAName() {
        assertThat(Markup.html("<a href=\"x\" title='y'>&"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;");
    }

    @Test
    void markdownFormatsAndMentionsNothing() {
        assertThat(Markup.markdown("*a* [b](c) `d` @all 1")).isEqualTo("\\*a\\* \\[b\\]\\(c\\) \\`d\\` @\u200ball 1");
    }

    @Test
    void outputCannotEndItsBlock() {
        assertThat(Markup.fenced("a ``` b ````")).isEqualTo("a `\u200b`\u200b` b `\u200b`\u200b``");
    }
}
