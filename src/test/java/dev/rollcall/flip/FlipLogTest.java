package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.check.state.CheckId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@RollcallTest
@ExtendWith(OutputCaptureExtension.class)
class FlipLogTest {

    @Autowired
    private Fixtures fixtures;

    /** Everyone who knows the id can ping the check. */
    @Test
    void aFlipIsLoggedWithTheKeyOfItsCheckAndNotWithItsId(CapturedOutput output) {
        UUID check = fixtures.check(fixtures.project(), "{}");

        fixtures.ping(check, "/fail");

        assertThat(output.getOut())
                .contains("check.flipped", new CheckId(check).uniqueKey())
                .doesNotContain(check.toString());
    }
}
