package dev.lorsbench.orchestrator.search;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SearchSpec;
import dev.lorsbench.experiment.SweepSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A sweep's file with all trials that are known before anything runs. */
public final class SweepFile {
  private SweepFile() {}

  /**
   * Reads a sweep and draws its search's trials: all of them, or of a search that learns from
   * results those that it begins with.
   *
   * @throws ConfigException naming file, line, key and what is allowed
   */
  public static SweepSpec read(String text, String file, Optional<DataConfig> data) {
    SweepSpec sweep = SweepSpec.parse(text, file, data);
    return sweep.search().map(search -> drawn(sweep, search)).orElse(sweep);
  }

  private static SweepSpec drawn(SweepSpec sweep, SearchSpec search) {
    if (search.method().enumerates()) {
      return sweep;
    }
    int first =
        search.method().learns() ? Math.min(search.startup(), search.total()) : search.total();
    IntFunction<List<Double>> points = UnitPoints.of(search);
    List<List<Double>> drawn = IntStream.range(0, first).mapToObj(points).toList();
    // Reading a trial is most of the work, and no trial knows of another.
    List<SearchSpec.Draw> draws =
        IntStream.range(0, first)
            .parallel()
            .mapToObj(number -> search.seeded(search.at(number, drawn.get(number))))
            .flatMap(List::stream)
            .toList();
    return sweep.withDraws(draws);
  }
}
