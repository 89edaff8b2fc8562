package dev.rollcall.platform.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.xml.BadgeSvg.Colour;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BadgeSvgTest {

    @ParameterizedTest
    @ValueSource(strings = {"db", "", "<&>\"'", "a\u0000b\u0007", "\uffff", "\ud83d\ude00", "バックアップ", "e\u0301"})
    void everyLabelMakesADocument(String label) throws Exception {
        Element svg = parse(BadgeSvg.draw(label, "down", Colour.RED));

        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("text").item(1).getTextContent()).isEqualTo("down");
    }

    @Test
    void theDocumentHasTheWholeLabelUnchanged() throws Exception {
        Element svg = parse(BadgeSvg.draw("<b>&amp; \u00fc 😀", "up", Colour.GREEN));

        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("<b>&amp; \u00fc 😀");
        assertThat(svg.getAttribute("aria-label")).isEqualTo("<b>&amp; \u00fc 😀: up");
    }

    @Test
    void bothTextsFitIntoTheirBoxes() throws Exception {
        for (String label : new String[] {"i", "db", "a rather long label of a check, W".repeat(15)}) {
            Element svg = parse(BadgeSvg.draw(label, "late", Colour.ORANGE));
            int left = number(svg, "rect", 1, "width");
            int right = number(svg, "rect", 2, "width");

            assertThat(number(svg, "text", 0, "x") + number(svg, "text", 0, "textLength"))
                    .isLessThan(left);
            assertThat(number(svg, "text", 1, "x")).isGreaterThan(left);
            assertThat(number(svg, "text", 1, "x") + number(svg, "text", 1, "textLength"))
                    .isLessThan(left + right);
            assertThat(svg.getAttribute("width")).isEqualTo(String.valueOf(left + right));
        }
    }

    @Test
    void aWiderTextGetsAWiderBox() {
        assertThat(BadgeSvg.width("iiii")).isLessThan(BadgeSvg.width("nnnn"));
        assertThat(BadgeSvg.width("nnnn")).isLessThan(BadgeSvg.width("WWWW"));
        assertThat(BadgeSvg.width("WWWW")).isLessThan(BadgeSvg.width("漢漢漢漢"));
        assertThat(BadgeSvg.width("e\u0301")).isEqualTo(BadgeSvg.width("e"));
    }

    private static int number(Element svg, String tag, int index, String attribute) {
        return Integer.parseInt(((Element) svg.getElementsByTagName(tag).item(index)).getAttribute(attribute));
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }
}
