package bench;

import java.util.List;

/** All cases in the order of measurement. */
final class Cases {

    static final List<Case> ALL = List.of(
            new PingCase(),
            new PingGroupCase(),
            new PingLatencyCase(),
            new PingTwoCase(),
            new PingMillionCase(),
            new PingJdkCase(),
            new StartCase(),
            new TaskCase(),
            new ApiCase(),
            new PagesCase(),
            new MicroCase(),
            new AlertCase(),
            new FairCase(),
            new OverloadCase(),
            new SweepCase(),
            new StorageCase(),
            new MemoryCase(),
            new SmallCase());

    private Cases() {}

    /** The cases with these names or prefixes. Without names: all cases, or the quick ones. */
    static List<Case> chosen(Options options) {
        List<Case> chosen = ALL.stream()
                .filter(each -> options.names().isEmpty()
                        ? each.isQuick() || !options.quick()
                        : options.names().stream().anyMatch(each.name()::startsWith))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no case " + options.names() + "; there are "
                    + ALL.stream().map(Case::name).toList());
        }
        return chosen;
    }
}
