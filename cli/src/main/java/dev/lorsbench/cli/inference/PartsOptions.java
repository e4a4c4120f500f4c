package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.workers.evaluation.EvaluationParts;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** An evaluation that outlives its process, or is done by several. */
final class PartsOptions {
  private static final Pattern SHARE = Pattern.compile("(\\d{1,4})/(\\d{1,4})");
  private static final int MOST = 1_000_000;

  @Option(
      names = "--parts",
      paramLabel = "DIR",
      description = "Keeps finished parts there: run again it goes on behind them.")
  private Path folder;

  @Option(
      names = "--part-images",
      paramLabel = "N",
      description = "Images of a part, about; ${DEFAULT-VALUE} if not given.")
  private int images = 256;

  @Option(
      names = "--share",
      paramLabel = "I/N",
      description =
          "Only every N-th part, from the I-th: what one of N processes does. Without it all is"
              + " merged.")
  private String share;

  private int part = 1;
  private int of = 1;

  /** Checks what belongs together. */
  void check(boolean detectionsWanted) {
    if (folder == null && share != null) {
      throw CliException.usage("--share needs --parts, the folder that all of them share");
    }
    if (folder != null && detectionsWanted) {
      throw CliException.usage("--detections and --parts exclude each other: parts hold no boxes");
    }
    if (images < 1 || images > MOST) {
      throw CliException.usage("--part-images is " + images + "; allowed is 1 to " + MOST);
    }
    if (share != null) {
      parseShare();
    }
  }

  private void parseShare() {
    Matcher match = SHARE.matcher(share);
    if (match.matches()) {
      part = Integer.parseInt(match.group(1));
      of = Integer.parseInt(match.group(2));
    }
    if (!match.matches() || part < 1 || part > of) {
      throw CliException.usage(
          "--share is " + share + "; allowed is I/N with I from 1 to N, as 2/4");
    }
  }

  boolean asked() {
    return folder != null;
  }

  boolean onlyShare() {
    return share != null;
  }

  /** The place of this process among those that share the work, from 1. */
  int part() {
    return part;
  }

  /** How many processes share the work. */
  int of() {
    return of;
  }

  EvaluationParts parts(Consumer<String> warning) {
    return new EvaluationParts(folder, images, warning);
  }
}
