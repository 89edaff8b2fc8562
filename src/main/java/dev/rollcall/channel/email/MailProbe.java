package dev.rollcall.channel.email;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.channel.DeliveryException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Checks that the mail server, if one is attached, accepts our login. Sends nothing. */
@Component
@Order(42)
class MailProbe implements Probe {

    private final ObjectProvider<MailServer> server;

    MailProbe(ObjectProvider<MailServer> server) {
        this.server = server;
    }

    @Override
    public String name() {
        return "mail server";
    }

    @Override
    public List<Finding> examine() {
        MailServer attached = server.getObject();
        if (!attached.isAttached()) {
            return List.of(Finding.ok(name(), "none is attached: SMTP_URL is not set"));
        }
        try {
            attached.check();
            return List.of(Finding.ok(name(), "lets us in"));
        } catch (DeliveryException e) {
            return List.of(Finding.broken(
                    name(),
                    String.valueOf(e.getMessage()),
                    "compare SMTP_URL with the settings of your provider; until then alerts by e-mail wait"));
        }
    }
}
