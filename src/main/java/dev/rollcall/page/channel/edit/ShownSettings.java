package dev.rollcall.page.channel.edit;

import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.field.TextFields;
import dev.rollcall.platform.process.WebProcess;
import java.util.List;
import org.springframework.stereotype.Component;

/** The settings of a channel, for people who may change them. */
@Component
@WebProcess
public class ShownSettings {

    /** Longer values are only in the form. */
    private static final int MAX_LENGTH = 80;

    private final KindForms forms;

    ShownSettings(KindForms forms) {
        this.forms = forms;
    }

    /** The settings that are stored, without secrets. */
    public List<Setting> of(ChannelView channel) {
        return forms.find(channel.kind()).stream()
                .flatMap(kind -> TextFields.with(kind).stream())
                .filter(field -> channel.config().containsKey(field.name()))
                .map(field -> {
                    Object value = channel.config().getOrDefault(field.name(), "");
                    boolean isHidden = FieldSecrecy.isHidden(field, value);
                    return new Setting("field." + field.name(), isHidden ? "" : shortened(value), isHidden);
                })
                .filter(setting -> setting.isHidden() || !setting.value().isEmpty())
                .toList();
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }

    /**
     * A setting.
     *
     * @param label the key of its label
     * @param value empty if it is a secret
     */
    public record Setting(String label, String value, boolean isHidden) {}
}
