package io.veilray.benchmark;

import java.util.Map;

/** docs/performance.md: what was measured on what, then the sections. */
final class PerformancePage {
    private PerformancePage() {}

    static String of(Map<Section, Figures> found) {
        StringBuilder page = new StringBuilder(
                """
                # Performance

                Written by the benchmark command, `mvn -q -Pbench`. One run on %s, %d cores, JDK %s.
                Machines are noisy: compare figures of one run, not of two. All figures: [performance.json](performance.json).
                """.formatted(Machine.processor(), Runtime.getRuntime().availableProcessors(), Runtime.version()));
        page.append('\n');
        found.keySet().forEach(section -> page.append("- [%s](#%s)%n".formatted(section.title(), section.key())));
        String targets = Targets.of(found);
        page.append(targets.isEmpty() ? "" : "\n## Targets\n\nSections below say how each was measured.\n\n" + targets);
        found.forEach((section, figures) -> page.append('\n')
                .append("## ")
                .append(section.title())
                .append("\n\n")
                .append(figures.markdown().strip())
                .append('\n'));
        return page.toString();
    }
}
