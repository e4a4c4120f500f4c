package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.orchestrator.Steering;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Changes how a sweep is run: how many of its trials at once, and before or after those of"
          + " other sweeps. Trials that run go on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors set ranks --parallelism 8        eight trials at once from now on",
      "  lors set ranks --parallelism gpu.1=4  of those that need a GPU four at once",
      "  lors set ranks --priority 1           workers take its trials first"
    })
public final class SetCommand implements Callable<Integer> {
  @Mixin private SteeredSweep sweep;

  @Option(
      names = "--parallelism",
      paramLabel = "[CLASS=]N",
      description = "Trials at once, 1 to 1000, of all or of one resource class (cpu, gpu.1).")
  private List<String> parallelism = List.of();

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "1 (first) to 5 (last); 3 unless set. For trials begun from now on.")
  private Integer priority;

  @Override
  public Integer call() {
    if (parallelism.isEmpty() && priority == null) {
      throw CliException.usage("nothing to set; give --parallelism N or --priority N");
    }
    List<Limit> limits = parallelism.stream().map(Limit::of).toList();
    sweep.steer(
        "changed",
        (steering, id) -> {
          limits.forEach(limit -> limit.set(steering, id));
          if (priority != null) {
            steering.priority(id, priority);
          }
        });
    return 0;
  }

  /** Trials at once, of all or of one resource class. */
  private record Limit(Optional<String> resources, int atOnce) {
    static Limit of(String text) {
      int equals = text.indexOf('=');
      String number = text.substring(equals + 1);
      if (!number.matches("\\d{1,9}")) {
        throw CliException.usage(
            "--parallelism is " + text + "; it must be N or CLASS=N, such as 8 or gpu.1=4");
      }
      Optional<String> resources =
          equals < 0 ? Optional.empty() : Optional.of(text.substring(0, equals));
      return new Limit(resources, Integer.parseInt(number));
    }

    void set(Steering steering, String sweep) {
      resources.ifPresentOrElse(
          named -> steering.parallelism(sweep, named, atOnce),
          () -> steering.parallelism(sweep, atOnce));
    }
  }
}
