package dev.rollcall.page.channel.edit;

import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.channel.field.ChannelNames;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.page.PageAddress;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.platform.time.TimeZones;
import dev.rollcall.project.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Creates and changes a channel. */
@PageController
@RequestMapping("/projects/{project}/channels/")
class ChannelFormController {

    private static final String KIND = "kind";

    /** Only receivers of this kind verify signatures. */
    private static final String SIGNED = "webhook";

    private final Channels channels;
    private final KindForms forms;

    ChannelFormController(Channels channels, KindForms forms) {
        this.channels = channels;
        this.forms = forms;
    }

    /** Shows the kinds first, and then the form of the chosen kind. */
    @GetMapping("new")
    String begin(
            @PathVariable UUID project,
            @RequestParam(defaultValue = "") String kind,
            Locale language,
            ZoneId zone,
            Model model) {
        return forms.find(kind)
                .map(known ->
                        form(project, forms.blank(known, language.getLanguage(), zone.getId()), null, Map.of(), model))
                .orElseGet(() -> {
                    model.addAttribute("project", project);
                    model.addAttribute("list", PageAddress.channels(project));
                    model.addAttribute("kinds", forms.names(language));
                    return "page/channel/kinds";
                });
    }

    @PostMapping
    String create(
            @PathVariable UUID project,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        KindDefinition kind = kind(values.getFirst(KIND));
        var form = new WrittenForm(kind, values);
        Map<String, Object> fields = form.fields(null);
        fields.put(KIND, kind.name());
        return save(project, form, null, response, model, () -> {
            ChannelView made = channels.create(new ProjectId(project), fields);
            if (kind.name().equals(SIGNED)) {
                next.addFlashAttribute("signingSecret", made.signingSecret());
            }
            return made;
        });
    }

    @GetMapping("{channel}/edit")
    String edit(@PathVariable UUID project, @PathVariable UUID channel, Model model) {
        ChannelView view = channels.get(new ProjectId(project), channel);
        List<String> members =
                channels.members(view).stream().map(UUID::toString).toList();
        WrittenForm form = forms.filled(kind(view.kind()), view.name(), view.config(), members);
        return form(project, form, view, Map.of(), model);
    }

    @PostMapping("{channel}/edit")
    String change(
            @PathVariable UUID project,
            @PathVariable UUID channel,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletResponse response,
            Model model) {
        ChannelView view = channels.get(new ProjectId(project), channel);
        var form = new WrittenForm(kind(view.kind()), values);
        return save(
                project,
                form,
                view,
                response,
                model,
                () -> channels.change(view.project(), view.id(), form.fields(view.config())));
    }

    private String save(
            UUID project,
            WrittenForm form,
            @Nullable ChannelView before,
            HttpServletResponse response,
            Model model,
            Supplier<ChannelView> save) {
        try {
            return "redirect:" + PageAddress.channel(project, save.get().id());
        } catch (InvalidRequestException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return form(project, form, before, e.fields(), model);
        }
    }

    private String form(
            UUID project, WrittenForm form, @Nullable ChannelView before, Map<String, String> faults, Model model) {
        @Nullable Map<String, Object> stored = before == null ? null : before.config();
        model.addAttribute("project", project);
        model.addAttribute("list", PageAddress.channels(project));
        model.addAttribute("channel", before);
        model.addAttribute("kind", form.kind().name());
        model.addAttribute("name", form.text(WrittenForm.NAME));
        model.addAttribute("removed", form.values().getOrDefault(WrittenForm.REMOVE, List.of()));
        List<FormField> own = forms.own(form, stored, faults);
        List<FormField> common = forms.common(form, stored, faults);
        model.addAttribute("own", own);
        model.addAttribute("isOwnOpen", before != null || hasFault(own));
        model.addAttribute("common", common);
        model.addAttribute("isCommonOpen", hasFault(common));
        model.addAttribute("faults", faults);
        model.addAttribute("zones", TimeZones.names());
        if (form.kind().isGroup()) {
            model.addAttribute(
                    "members",
                    channels.list(new ProjectId(project)).stream()
                            .filter(channel -> !channels.isGroup(channel))
                            .toList());
            model.addAttribute("chosen", form.values().getOrDefault(ChannelNames.FIELD, List.of()));
        }
        return "page/channel/edit";
    }

    private static boolean hasFault(List<FormField> fields) {
        return fields.stream().anyMatch(field -> field.fault() != null);
    }

    private KindDefinition kind(@Nullable String name) {
        return forms.find(String.valueOf(name))
                .orElseThrow(() -> new InvalidRequestException(Map.of(KIND, "is not known")));
    }
}
