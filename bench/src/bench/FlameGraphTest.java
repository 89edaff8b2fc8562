package bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlameGraphTest {

    @Test
    void aBoxIsAsWideAsItsShareAndStandsBelowItsCallerWithTheWidestFirst() {
        var graph = new FlameGraph();
        graph.add(List.of("requests", "a.Small"));
        graph.add(List.of("requests", "b.Large", "b.Large", "c.Inner"));
        graph.add(List.of("requests", "b.Large", "c.Inner"));
        graph.add(List.of("requests", "b.Large"));

        assertThat(graph.samples()).isEqualTo(4);
        assertThat(graph.draw("Some <title>").lines().filter(line -> line.startsWith("<g>")))
                .satisfiesExactly(
                        box -> assertThat(box).contains("requests 100.0 %", "x=\"0.0\" y=\"28\" width=\"1199.5\""),
                        box -> assertThat(box).contains("b.Large 75.0 %", "x=\"0.0\" y=\"45\" width=\"899.5\""),
                        box -> assertThat(box).contains("c.Inner 50.0 %", "x=\"0.0\" y=\"62\" width=\"599.5\""),
                        box -> assertThat(box).contains("a.Small 25.0 %", "x=\"900.0\" y=\"45\" width=\"299.5\""));
        assertThat(graph.draw("Some <title>")).contains("Some &lt;title&gt;, 4 samples");
    }
}
