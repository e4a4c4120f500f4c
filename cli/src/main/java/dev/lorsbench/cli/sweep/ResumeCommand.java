package dev.lorsbench.cli.sweep;

import dev.lorsbench.orchestrator.Steering;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lors resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Lets a paused sweep go on; its trials do so from their last checkpoints.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors resume ranks              a sweep by id or name",
      "  lors resume ranks --json"
    })
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private SteeredSweep sweep;

  @Override
  public Integer call() {
    sweep.steer("resumed", Steering::resume);
    return 0;
  }
}
