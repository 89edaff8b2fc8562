package kit;

import java.util.List;
import kit.probe.Probe;
import kit.probe.backing.AttachedProbe;
import kit.probe.backing.AwayAtStartProbe;
import kit.probe.backing.AwayMidwayProbe;
import kit.probe.config.HostileFilesProbe;
import kit.probe.config.SecretsProbe;
import kit.probe.config.StandInProbe;
import kit.probe.port.AnotherPortProbe;
import kit.probe.port.BothFamiliesProbe;
import kit.probe.port.ExactPortProbe;
import kit.probe.port.UnusablePortProbe;
import kit.probe.port.WorkerPortProbe;
import kit.probe.process.CopiesProbe;
import kit.probe.process.ForegroundProbe;
import kit.probe.process.StartTimeProbe;
import kit.probe.process.StopUnderLoadProbe;
import kit.probe.process.SuddenDeathProbe;
import kit.probe.process.WorkerStopProbe;
import kit.probe.release.OneOffProbe;
import kit.probe.release.ReleaseProbe;
import kit.probe.release.SchemaProbe;
import kit.probe.source.BuildConfigProbe;
import kit.probe.source.Builds;
import kit.probe.source.CleanBuildProbe;
import kit.probe.source.DeclaredDependenciesProbe;
import kit.probe.source.RepositoryProbe;
import kit.probe.source.ReproducibleBuildProbe;
import kit.probe.state.LogStreamProbe;
import kit.probe.state.NoFilesProbe;
import kit.probe.state.NoLogFilesProbe;
import kit.probe.state.ReadOnlyProbe;
import kit.probe.state.SessionProbe;
import kit.probe.state.WipedTemporaryProbe;

/** All probes in the order in which they run. */
final class Probes {

    private Probes() {}

    /**
     * Those that leave the shared processes alone come first, those that end them later, and those that look at
     * everything last.
     */
    static List<Probe> all(boolean cleanHome) {
        var builds = new Builds(cleanHome);
        return List.of(
                new RepositoryProbe(),
                new DeclaredDependenciesProbe(),
                new CleanBuildProbe(builds),
                new ReproducibleBuildProbe(builds),
                new BuildConfigProbe(builds),
                new StartTimeProbe(),
                new ExactPortProbe(),
                new BothFamiliesProbe(),
                new AttachedProbe(),
                new ForegroundProbe(),
                new WorkerPortProbe(),
                new AnotherPortProbe(),
                new SessionProbe(),
                new CopiesProbe(),
                new LogStreamProbe(),
                new WipedTemporaryProbe(),
                new ReleaseProbe(),
                new OneOffProbe(),
                new HostileFilesProbe(),
                new StandInProbe(),
                new UnusablePortProbe(),
                new ReadOnlyProbe(),
                new SchemaProbe(),
                new StopUnderLoadProbe(),
                new AwayAtStartProbe(),
                new AwayMidwayProbe(),
                new NoFilesProbe(),
                new NoLogFilesProbe(),
                new SecretsProbe(),
                new WorkerStopProbe(),
                new SuddenDeathProbe());
    }
}
