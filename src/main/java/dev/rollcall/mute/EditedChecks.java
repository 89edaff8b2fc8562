package dev.rollcall.mute;

import dev.rollcall.check.state.CheckEdited;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A check that is edited may lose a tag by which a window mutes it, or a parent. */
@Component
class EditedChecks {

    @EventListener
    MutesChanged mayNotBeMuted(CheckEdited edited) {
        return new MutesChanged(Set.of(edited.check()));
    }
}
