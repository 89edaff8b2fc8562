package testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * What a person can do on one of our pages: its links, those that htmx follows, and its forms. It reads the markup that
 * our templates write, and is no parser for any HTML.
 *
 * @param links addresses for GET, as in the page
 */
public record HtmlPage(Set<String> links, List<Form> forms) {

    private static final Pattern TAG = Pattern.compile("<(/?)(\\w+)((?:\\s+[^\\s=>]+(?:=\"[^\"]*\")?)*)\\s*/?>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=]+)(?:=\"([^\"]*)\")?");
    private static final Set<String> LINKS = Set.of("href", "hx-get", "data-hx-get");
    private static final Set<String> FIELDS = Set.of("input", "select", "textarea");

    /**
     * A form as it was filled in by the page.
     *
     * @param method in upper case
     * @param fields by name: all values that the page offers for it; the first is the one that is chosen, if one is
     * @param button what a named button adds, {@code again=true}; empty for another button
     */
    public record Form(String method, String action, Map<String, List<String>> fields, String button) {

        private Form sentBy(Map<String, String> button) {
            String pressed =
                    button.containsKey("name") ? button.get("name") + "=" + button.getOrDefault("value", "") : "";
            return new Form(method, button.getOrDefault("formaction", action), fields, pressed);
        }
    }

    /**
     * Reads the markup.
     *
     * @param address the page's own, for forms without an action
     */
    public static HtmlPage read(String address, String html) {
        Set<String> links = new LinkedHashSet<>();
        List<Form> forms = new ArrayList<>();
        Map<String, Form> byId = new LinkedHashMap<>();
        Form current = null;
        String select = "";
        Matcher tags = TAG.matcher(html);
        while (tags.find()) {
            String tag = tags.group(2);
            Map<String, String> attributes = attributes(tags.group(3));
            LINKS.stream().filter(attributes::containsKey).map(attributes::get).forEach(links::add);
            if (tag.equals("form")) {
                current = tags.group(1).isEmpty() ? form(address, attributes) : null;
                if (current != null) {
                    forms.add(current);
                    byId.put(attributes.getOrDefault("id", ""), current);
                }
            }
            Form owner = attributes.containsKey("form") ? byId.get(attributes.get("form")) : current;
            if (owner != null && FIELDS.contains(tag) && attributes.containsKey("name")) {
                select = attributes.get("name");
                add(owner, select, tag.equals("select") ? null : attributes);
            }
            if (owner != null && tag.equals("button") && !attributes.isEmpty()) {
                forms.add(owner.sentBy(attributes));
            }
            if (current != null && tag.equals("option") && !select.isEmpty()) {
                add(current, select, attributes);
            }
        }
        return new HtmlPage(links, forms);
    }

    private static Form form(String address, Map<String, String> attributes) {
        return new Form(
                attributes.getOrDefault("method", "get").toUpperCase(Locale.ROOT),
                attributes.getOrDefault("action", address),
                new LinkedHashMap<>(),
                "");
    }

    private static void add(Form form, String name, @Nullable Map<String, String> attributes) {
        List<String> values = form.fields().computeIfAbsent(name, unused -> new ArrayList<>());
        if (attributes != null) {
            boolean isChosen = attributes.containsKey("checked") || attributes.containsKey("selected");
            values.add(isChosen ? 0 : values.size(), attributes.getOrDefault("value", ""));
        }
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher each = ATTRIBUTE.matcher(text);
        while (each.find()) {
            String value = each.group(2);
            attributes.put(each.group(1), value == null ? "" : HtmlUtils.htmlUnescape(value));
        }
        return attributes;
    }
}
