package dev.rollcall.page.check.edit;

import dev.rollcall.check.CheckView;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.whatif.WhatIfs;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks what a check would have reported with the settings of a form. */
@Component
@WebProcess
class WhatIfPanels {

    private final WhatIfs whatIfs;
    private final FormFields forms;

    WhatIfPanels(WhatIfs whatIfs, FormFields forms) {
        this.whatIfs = whatIfs;
        this.forms = forms;
    }

    /** Empty if the form is not valid, for example because it is half filled in. */
    Optional<WhatIfPanel> of(CheckView check, CheckForm form) {
        try {
            var answer = whatIfs.ask(check.project(), check.id(), forms.read(check.project(), form));
            return Optional.of(WhatIfPanel.of(answer, Duration.ofSeconds(form.graceSeconds())));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
