package dev.lorsbench.cli;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.files.Printable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on stderr and an exit code. */
public final class Failures {
  private static final String OURS = "dev.lorsbench.";

  /** Characters of a line, at most: the last bound, for what was quoted whole. */
  private static final int LONGEST = 2000;

  private Failures() {}

  /** picocli's handler of a command line that cannot be parsed. */
  static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String line = oneLine(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      line += near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
    }
    String help = command.getCommandSpec().qualifiedName();
    command.getErr().println("lors: " + line + " (see " + help + " --help)");
    trace(e);
    return CliException.USAGE;
  }

  /** picocli's handler of a command that threw. */
  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    return failed(e, command);
  }

  /** As the other, for errors of the virtual machine too. */
  static int failed(Throwable e, CommandLine command) {
    if (interrupted(e) || Interrupts.code() != 0) {
      trace(e);
      return Interrupts.code() == 0 ? CliException.INTERRUPTED : Interrupts.code();
    }
    command.getErr().println("lors: " + line(e));
    trace(e);
    return exitCode(e);
  }

  /** The end of a thread that nobody waits for. */
  static void uncaught(Thread thread, Throwable e) {
    System.err.println("lors: " + thread.getName() + ": " + line(e));
    trace(e);
  }

  private static boolean interrupted(Throwable e) {
    return e instanceof InterruptedException
        || e instanceof InterruptedIOException
        || e instanceof ClosedByInterruptException;
  }

  private static int exitCode(Throwable e) {
    if (e instanceof CliException ours) {
      return ours.exitCode();
    }
    return e instanceof ConfigException ? CliException.USAGE : CliException.FAILED;
  }

  /** The one line a user sees for an exception. */
  public static String line(Throwable e) {
    if (e.getClass().getName().startsWith(OURS) && e.getMessage() != null) {
      return oneLine(e.getMessage());
    }
    if (e instanceof UncheckedIOException unchecked) {
      return line(unchecked.getCause());
    }
    if (e instanceof FileSystemException file) {
      return file(file);
    }
    if (e instanceof IOException || e instanceof BindException) {
      return oneLine(String.valueOf(e.getMessage()));
    }
    if (e instanceof InvalidPathException path) {
      return Printable.quote(path.getInput()) + " cannot be a path on this system";
    }
    if (e instanceof StackOverflowError) {
      return "the input is nested too deeply to be read (LORS_DEBUG=1 shows where)";
    }
    if (e instanceof OutOfMemoryError) {
      return "out of memory: %s; give Java more, as in LORS_JAVA_OPTS=-Xmx8g"
          .formatted(e.getMessage());
    }
    return "internal error: " + oneLine(e.toString()) + " (LORS_DEBUG=1 shows where)";
  }

  private static String file(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return e.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission for " + e.getFile();
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getFile() + " exists already";
    }
    if (e instanceof NotDirectoryException) {
      return e.getFile() + " is not a folder";
    }
    return oneLine(String.valueOf(e.getMessage()));
  }

  private static String oneLine(String text) {
    return Printable.quote(text.strip().replaceAll("\\s*\\R\\s*", "; "), LONGEST);
  }

  private static void trace(Throwable e) {
    if (Logs.debug()) {
      e.printStackTrace();
    }
  }
}
