package testing;

import java.util.List;
import java.util.stream.Stream;

/**
 * Texts that harm whoever does not escape them: markup, templates, line breaks, formulas, control characters. Tests use
 * all of them wherever a stranger chooses a text, so that a new text is tried everywhere.
 */
public final class HostileText {

    /** No page may contain it as markup: each text with markup has an element of this name. */
    public static final String ELEMENT = "<xss-element";

    /** No page may contain it as an attribute: each text that ends an attribute begins another one with this name. */
    public static final String ATTRIBUTE = "xss-attribute=";

    /** What the sum in each template is. No output may contain it. */
    public static final String EVALUATED = "94011";

    /** The name of a header that some texts try to add. */
    public static final String HEADER = "X-Injected";

    private HostileText() {}

    /** All texts. Some have control characters, which a name may not have. */
    public static List<String> all() {
        return Stream.concat(names().stream(), lines().stream()).toList();
    }

    /** Texts without control characters. Each has at most 100 characters. */
    public static List<String> names() {
        return List.of(
                // Markup
                ELEMENT + " onclick=\"alert(1)\">x</xss-element>",
                "\">" + ELEMENT + ">",
                "'>" + ELEMENT + ">",
                "\" onfocus=\"alert(1)\" " + ATTRIBUTE + "\"",
                "' onfocus='alert(1)' " + ATTRIBUTE + "'",
                "</title></textarea></script></style>-->]]>" + ELEMENT + ">",
                "<!--><svg/onload=alert(1)>" + ELEMENT + "/>",
                "<![CDATA[" + ELEMENT + ">]]>",
                "&lt;b&gt; &amp;amp; &#60;xss-element&#62; &quot;",
                "javascript:alert(1)//",
                "[x](javascript:alert(1)) ![x](http://127.0.0.1/x) <http://127.0.0.1/>",
                "*bold* _it_ ~no~ `code` <b>html</b> & \"quotes\" ' # [link](http://evil.example) !(x)",
                "<!channel> <users/all> @everyone @all @here <@U1> #1",
                "``` ```` </pre></code> </Say><Hangup/> {{title}} {0} $NAME ${7*7}",
                "&xxe; <!DOCTYPE x [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>",
                // Templates and formats
                "${31337*3} #{31337*3} *{31337*3} @{31337*3} ~{31337*3} __${31337*3}__::.x",
                "[[${31337*3}]] [(${31337*3})] [# th:text=\"${31337*3}\"/]",
                "{{31337*3}} {{{name}}} {{#name}}x{{/name}} {{>name}} {% 31337*3 %} <%= 31337*3 %>",
                "${jndi:ldap://127.0.0.1:1/x} ${env:DATABASE_URL} $DATABASE_URL %DATABASE_URL%",
                "%s %n %1$s %x {} {0} {name} '{0}' \\1 $1 \\E \\Q",
                "$CODE $NAME $JSON $BODY $TAG1",
                // Formulas of spreadsheets
                "=1+1",
                "+1+cmd|'/C calc'!A0",
                "-1+1",
                "@SUM(1+1)",
                "\uff1d1+1",
                // SQL, shells, paths
                "'; DROP TABLE checks; -- \" \\ % _",
                "`id` $(id) ;id |id &id",
                "../../../../etc/passwd %2e%2e%2f ..\\..\\",
                // Metrics, mail, JSON, logs
                "\"} 1 xss_metric{x=\"",
                "=?utf-8?q?=0d=0aBcc:_eve@example.com?=",
                "\",\"forged\":\"1\"} event=forged level=ERROR",
                // Unicode
                "\u202egnp.exe\u2066\u200b\ufeff\u00ad",
                "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309".repeat(9),
                "\uD83D\uDE00".repeat(50),
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67".repeat(12),
                "\ufffe\uffff",
                "\u0130\u0131\u017f\u212a\ufb05",
                "constructor __proto__ toString");
    }

    /** Texts with line breaks and other control characters. */
    public static List<String> lines() {
        return List.of(
                "a\r\n" + HEADER + ": yes\r\n\r\n" + ELEMENT + ">",
                "\r\nBcc: eve@example.com\r\n\u0007\u001b[31m\u2028\u202e",
                "a\n# HELP xss_metric x\nxss_metric 1\n",
                "a\u2028b\u2029c\u0085d\u000be\u000cf",
                "a\n{\"event\":\"forged\"}\n2026-01-01T00:00:00Z ERROR event=forged",
                "\u001b[2J\u001b]0;title\u0007\u009b31m\u0008\u0008",
                "\t=1+1",
                "\n.\r\nQUIT\r\n");
    }
}
