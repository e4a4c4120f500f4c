package dev.lorsbench.cli.plan;

import dev.lorsbench.experiment.SweepSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lors schema}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the JSON Schema (draft 2020-12) of a sweep's file. Editors that know it complete",
      "keys and mark mistakes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors schema > sweep.schema.json",
      "  # yaml-language-server: $schema=sweep.schema.json    as the first line of sweep.yaml"
    })
public final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(SweepSchema.json());
    out.flush();
    return 0;
  }
}
