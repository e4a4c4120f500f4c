package dev.lorsbench.cli;

import dev.lorsbench.cli.backup.BackupCommand;
import dev.lorsbench.cli.backup.RestoreCommand;
import dev.lorsbench.cli.bench.BenchCommand;
import dev.lorsbench.cli.checkpoint.ConvertCommand;
import dev.lorsbench.cli.checkpoint.ExportCommand;
import dev.lorsbench.cli.data.DataCommand;
import dev.lorsbench.cli.demo.DemoCommand;
import dev.lorsbench.cli.doctor.DoctorCommand;
import dev.lorsbench.cli.evaluation.CocoEvalCommand;
import dev.lorsbench.cli.health.HealthCommand;
import dev.lorsbench.cli.inference.EvalCommand;
import dev.lorsbench.cli.inference.PredictCommand;
import dev.lorsbench.cli.lowrank.CompressCommand;
import dev.lorsbench.cli.lowrank.MergeCommand;
import dev.lorsbench.cli.model.ModelsCommand;
import dev.lorsbench.cli.model.ParamsCommand;
import dev.lorsbench.cli.natives.NativesCommand;
import dev.lorsbench.cli.plan.PlanCommand;
import dev.lorsbench.cli.plan.SchemaCommand;
import dev.lorsbench.cli.service.DashboardCommand;
import dev.lorsbench.cli.service.DownCommand;
import dev.lorsbench.cli.service.OrchestratorCommand;
import dev.lorsbench.cli.service.UpCommand;
import dev.lorsbench.cli.service.WorkerCommand;
import dev.lorsbench.cli.service.WorkersCommand;
import dev.lorsbench.cli.sweep.AddCommand;
import dev.lorsbench.cli.sweep.CancelCommand;
import dev.lorsbench.cli.sweep.ExtendCommand;
import dev.lorsbench.cli.sweep.LeaderboardCommand;
import dev.lorsbench.cli.sweep.LogsCommand;
import dev.lorsbench.cli.sweep.PauseCommand;
import dev.lorsbench.cli.sweep.ResumeCommand;
import dev.lorsbench.cli.sweep.RetryCommand;
import dev.lorsbench.cli.sweep.RunsCommand;
import dev.lorsbench.cli.sweep.SetCommand;
import dev.lorsbench.cli.sweep.StatusCommand;
import dev.lorsbench.cli.sweep.StopCommand;
import dev.lorsbench.cli.sweep.SubmitCommand;
import dev.lorsbench.cli.terminal.Sink;
import dev.lorsbench.cli.train.TrainCommand;
import dev.lorsbench.cli.verify.VerifyCommand;
import dev.lorsbench.files.GivenPath;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

  /** A subcommand, made only where it is called or listed: that is most of a short one's time. */
  private record Subcommand(String name, Supplier<Object> command) {}

  /** Every subcommand there is, in the order {@code lors --help} lists them. */
  private static final List<Subcommand> COMMANDS =
      List.of(
          new Subcommand("demo", DemoCommand::new),
          new Subcommand("up", UpCommand::new),
          new Subcommand("down", DownCommand::new),
          new Subcommand("plan", PlanCommand::new),
          new Subcommand("submit", SubmitCommand::new),
          new Subcommand("status", StatusCommand::new),
          new Subcommand("runs", RunsCommand::new),
          new Subcommand("leaderboard", LeaderboardCommand::new),
          new Subcommand("logs", LogsCommand::new),
          new Subcommand("cancel", CancelCommand::new),
          new Subcommand("retry", RetryCommand::new),
          new Subcommand("pause", PauseCommand::new),
          new Subcommand("resume", ResumeCommand::new),
          new Subcommand("set", SetCommand::new),
          new Subcommand("add", AddCommand::new),
          new Subcommand("extend", ExtendCommand::new),
          new Subcommand("stop", StopCommand::new),
          new Subcommand("train", TrainCommand::new),
          new Subcommand("eval", EvalCommand::new),
          new Subcommand("predict", PredictCommand::new),
          new Subcommand("convert", ConvertCommand::new),
          new Subcommand("export", ExportCommand::new),
          new Subcommand("verify", VerifyCommand::new),
          new Subcommand("cocoeval", CocoEvalCommand::new),
          new Subcommand("data", DataCommand::new),
          new Subcommand("schema", SchemaCommand::new),
          new Subcommand("params", ParamsCommand::new),
          new Subcommand("models", ModelsCommand::new),
          new Subcommand("merge", MergeCommand::new),
          new Subcommand("compress", CompressCommand::new),
          new Subcommand("backup", BackupCommand::new),
          new Subcommand("restore", RestoreCommand::new),
          new Subcommand("natives", NativesCommand::new),
          new Subcommand("doctor", DoctorCommand::new),
          new Subcommand("bench", BenchCommand::new),
          new Subcommand("health", HealthCommand::new),
          new Subcommand("orchestrator", OrchestratorCommand::new),
          new Subcommand("worker", WorkerCommand::new),
          new Subcommand("workers", WorkersCommand::new),
          new Subcommand("dashboard", DashboardCommand::new));

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Sink.install();
    Thread.setDefaultUncaughtExceptionHandler(Failures::uncaught);
    Logs.quietWhenUsed();
    Ending.prepare(args.length > 0 ? args[0] : "");
    System.exit(commandLineFor(args).execute(args));
  }

  /** The whole command, ready to parse. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /** The command with the subcommand that the arguments name; with all where they name none. */
  static CommandLine commandLineFor(String... args) {
    List<Subcommand> named =
        COMMANDS.stream().filter(c -> args.length > 0 && c.name.equals(args[0])).toList();
    return commandLine(named.isEmpty() ? COMMANDS : named);
  }

  private static CommandLine commandLine(List<Subcommand> subcommands) {
    CommandLine line = new CommandLine(new Lors());
    subcommands.forEach(c -> line.addSubcommand(c.name, c.command.get()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Path.class, Lors::path);
    line.setUsageHelpAutoWidth(true);
    HelpLayout.install(line);
    line.setOut(Sink.writer(System.out));
    line.setErr(Sink.writer(System.err));
    line.setParameterExceptionHandler(Failures::wrongUsage);
    line.setExecutionExceptionHandler(Failures::failed);
    line.setExecutionStrategy(Lors::execute);
    return line;
  }

  private static Path path(String text) {
    try {
      return GivenPath.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** picocli hands exceptions to its handler, but lets errors through; they end in one line too. */
  private static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (Error e) {
      return Failures.failed(e, parsed.commandSpec().commandLine());
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
