package dev.lorsbench.cli.sweep;

import dev.lorsbench.orchestrator.Steering;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lors pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Holds a sweep: running trials write a checkpoint within a step and wait, none is begun."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors pause ranks               a sweep by id or name; `lors resume ranks` lets it go on",
      "  lors pause ranks --json"
    })
public final class PauseCommand implements Callable<Integer> {
  @Mixin private SteeredSweep sweep;

  @Override
  public Integer call() {
    sweep.steer("paused", Steering::pause);
    return 0;
  }
}
