package dev.lorsbench.cli;

import dev.lorsbench.cli.bench.BenchCommand;
import dev.lorsbench.cli.data.DataCommand;
import dev.lorsbench.cli.demo.DemoCommand;
import dev.lorsbench.cli.evaluation.CocoEvalCommand;
import dev.lorsbench.cli.inference.EvalCommand;
import dev.lorsbench.cli.inference.PredictCommand;
import dev.lorsbench.cli.model.ModelsCommand;
import dev.lorsbench.cli.model.ParamsCommand;
import dev.lorsbench.cli.service.DashboardCommand;
import dev.lorsbench.cli.service.DownCommand;
import dev.lorsbench.cli.service.OrchestratorCommand;
import dev.lorsbench.cli.service.UpCommand;
import dev.lorsbench.cli.service.WorkerCommand;
import dev.lorsbench.cli.sweep.CancelCommand;
import dev.lorsbench.cli.sweep.LeaderboardCommand;
import dev.lorsbench.cli.sweep.LogsCommand;
import dev.lorsbench.cli.sweep.RetryCommand;
import dev.lorsbench.cli.sweep.RunsCommand;
import dev.lorsbench.cli.sweep.StatusCommand;
import dev.lorsbench.cli.sweep.SubmitCommand;
import dev.lorsbench.cli.train.TrainCommand;
import dev.lorsbench.cli.verify.VerifyCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code lors} command. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
@Command(
    name = "lors",
    description = "Benchmarks parameter-efficient detectors: LORS against full AdaMixer.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = HelpCommand.class,
    footerHeading = "%nStart here:%n",
    footer = {
      "  lors demo                      train, evaluate and compare three models",
      "  lors COMMAND --help            what a command does, with examples",
      "",
      "LORS_DEBUG=1 shows the stack trace behind an error; NO_COLOR=1 turns colours off."
    })
public final class Lors implements Runnable {
  @Spec private CommandSpec spec;

  /** Every subcommand there is, in the order {@code lors --help} lists them. */
  private static List<Object> commands() {
    return List.of(
        new DemoCommand(),
        new UpCommand(),
        new DownCommand(),
        new SubmitCommand(),
        new StatusCommand(),
        new RunsCommand(),
        new LeaderboardCommand(),
        new LogsCommand(),
        new CancelCommand(),
        new RetryCommand(),
        new TrainCommand(),
        new EvalCommand(),
        new PredictCommand(),
        new VerifyCommand(),
        new CocoEvalCommand(),
        new DataCommand(),
        new ParamsCommand(),
        new ModelsCommand(),
        new BenchCommand(),
        new OrchestratorCommand(),
        new WorkerCommand(),
        new DashboardCommand());
  }

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Logs.quiet();
    System.exit(commandLine().execute(args));
  }

  /** The whole command, ready to parse. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Lors());
    commands().forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setErr(new PrintWriter(System.err, true, Charset.defaultCharset()));
    line.setParameterExceptionHandler(Failures::wrongUsage);
    line.setExecutionExceptionHandler(Failures::failed);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
