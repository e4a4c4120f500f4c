package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.GivenText;
import dev.lorsbench.cli.plan.TrialCost;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.orchestrator.search.SweepFile;
import dev.lorsbench.workers.data.DataFingerprint;
import dev.lorsbench.workers.data.DataSize;
import dev.lorsbench.workers.training.FirstWeights;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A sweep's file and its data, as a command line names them. */
public final class GivenSweep {
  @Parameters(paramLabel = "SWEEP.yaml", description = "The sweep.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set's folder; goes before the file's own data:.")
  private Path data;

  private DataSize size;

  /**
   * A sweep with all that is known of its data.
   *
   * @param sweep its data's fingerprint taken, where there is no problem
   * @param size empty where the data could not be read
   * @param problem why it could not
   * @param words what was found
   */
  public record Found(
      SweepSpec sweep, Optional<DataSize> size, Optional<String> problem, String words) {}

  /**
   * Reads the sweep, and takes its data's fingerprint.
   *
   * @throws TrialException BAD_DATA where the data cannot be used
   */
  public SweepSpec take() {
    SweepSpec sweep = read();
    DataConfig set = at(sweep);
    TaskKind task = sweep.trials().get(0).task();
    SweepSpec taken = sweep.withData(DataFingerprint.take(task, set)).withFrom(FirstWeights::take);
    boolean counts = sweep.budget().filter(b -> b.needsImages()).isPresent();
    size = DataSize.of(task, set);
    return counts ? taken.withTrainImages(size.trainImages()) : taken;
  }

  /**
   * Tells the ledger how large the models of a sweep are, as their configurations say: pages and
   * tables need not wait for the workers. Call it after {@link #take}.
   */
  void recordSizes(Database database, String sweep) {
    Map<String, Long> sizes = new HashMap<>();
    for (Member member : new SweepStore(database).members(sweep, 0, SweepSpec.MOST_TRIALS)) {
      if (member.trial().decoderParameters() == 0) {
        long parameters = TrialCost.parameters(member.trial().spec(), size.classes());
        sizes.put(member.trial().id(), parameters);
      }
    }
    new TrialStore(database).expectedParameters(sizes);
  }

  /** As {@link #take}, but data that cannot be used are part of the answer. */
  public Found find() {
    SweepSpec sweep = read();
    DataConfig set = at(sweep);
    TaskKind task = sweep.trials().get(0).task();
    try {
      DataSize size = DataSize.of(task, set);
      SweepSpec taken =
          sweep
              .withData(DataFingerprint.take(task, set))
              .withFrom(FirstWeights::take)
              .withTrainImages(size.trainImages());
      String words =
          "%s, %,d images to learn from, %d classes"
              .formatted(set.folder(), size.trainImages(), size.classes());
      return new Found(taken, Optional.of(size), Optional.empty(), words);
    } catch (TrialException e) {
      return new Found(sweep, Optional.empty(), Optional.of(e.getMessage()), set.folder());
    }
  }

  private static DataConfig at(SweepSpec sweep) {
    DataConfig set = sweep.trials().get(0).data();
    Path folder = Path.of(set.folder()).toAbsolutePath().normalize();
    return new DataConfig(folder.toString(), set.train(), set.val(), "");
  }

  private SweepSpec read() {
    Optional<DataConfig> given =
        Optional.ofNullable(data).map(d -> DataConfig.folder(d.toAbsolutePath().toString()));
    return SweepFile.read(GivenText.read(file), file.toString(), given);
  }
}
