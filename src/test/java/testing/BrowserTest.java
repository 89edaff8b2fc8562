package testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BrowserTest {

    @Test
    void aFailureShowsWhatAReaderOfThePageSees() {
        String html =
                "<html><head><style>p {}</style></head>\n<body><h1>Sign in</h1>\n<p>The link was <b>used</b>.</p>";

        assertThatThrownBy(() -> Browser.found(Pattern.compile("value=\"(.*)\""), "/sign-in/link", 400, html))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("on /sign-in/link, which answered 400: Sign in The link was used .");
    }
}
