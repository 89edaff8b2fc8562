package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the cost of reading the URL of a ping, for {@code bench/run micro}. */
@State(Scope.Benchmark)
public class PingPathTimed {

    private String id = "442cd608-b8d9-405c-b598-cf2bfd976967";
    private String signal = "start";
    private String exitStatus = "137";

    @Benchmark
    public Optional<CheckId> checkId() {
        return CheckId.parse(id);
    }

    @Benchmark
    public Object signalByName() {
        return Signal.of(signal);
    }

    @Benchmark
    public Object signalByExitStatus() {
        return Signal.of(exitStatus);
    }
}
