package dev.lorsbench.cli.fetch;

import dev.lorsbench.cli.CliException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a public data set. */
@Command(
    name = "fetch",
    description = "Downloads COCO 2017 as a COCO folder; goes on where it stopped.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors data fetch coco --split val --out coco        1 GB: 5,000 photographs, annotations",
      "  lors data fetch coco --out coco                    20 GB",
      "  LORS_COCO_URL=http://mirror/coco lors data fetch coco --out coco",
      "",
      "Below the base URL: zips/train2017.zip, zips/val2017.zip and",
      "annotations/annotations_trainval2017.zip. Every archive is checked before it is unpacked;",
      "--sums names the checksums of a mirror with other files, as sha256sum prints them.",
      "The annotations of both splits come in one archive, which is kept in DIR/.fetched until",
      "both are there."
    })
public final class DataFetchCommand implements Callable<Integer> {
  private static final String COCO = "http://images.cocodataset.org";

  /** The data sets there are. */
  enum Dataset {
    COCO
  }

  @Parameters(paramLabel = "SET", description = "coco")
  private Dataset set;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to fill.")
  private Path folder;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "train or val; both if none is given.")
  private List<String> splits = List.of("train", "val");

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Where the archives lie; $LORS_COCO_URL or " + COCO + " if not given.")
  private String base;

  @Option(names = "--sums", paramLabel = "FILE", description = "Checksums instead of COCO's own.")
  private Path sums;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Further tries after a failed one; ${DEFAULT-VALUE} if not given.")
  private int retries = 20;

  @Option(
      names = "--retry-delay",
      paramLabel = "MS",
      description =
          "Before the second try, doubled for each further; ${DEFAULT-VALUE} if not given.")
  private int delay = 1000;

  @Option(names = "--keep", description = "Keeps all archives after they were unpacked.")
  private boolean keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    for (String split : splits) {
      if (!split.equals("train") && !split.equals("val")) {
        throw CliException.usage("--split is " + split + "; allowed is train or val");
      }
    }
    if (retries < 0 || retries > 1000 || delay < 1 || delay > 600_000) {
      throw CliException.usage(
          "--retries is 0 to 1000 and --retry-delay 1 to 600000, are " + retries + " and " + delay);
    }
    PrintWriter out = spec.commandLine().getOut();
    CocoFetch fetch =
        new CocoFetch(
            base(),
            folder,
            new Download(retries, Duration.ofMillis(delay)),
            Unpacking.coco(),
            keep,
            line -> {
              out.println(line);
              out.flush();
            });
    fetch.fetch(CocoArchives.of(splits.stream().distinct().toList(), sums));
    out.println(folder + ": " + String.join(", ", splits));
    out.flush();
    return 0;
  }

  private String base() {
    String named = System.getenv("LORS_COCO_URL");
    String url = base != null ? base : named != null && !named.isBlank() ? named : COCO;
    try {
      String scheme = URI.create(url).getScheme();
      if ("http".equals(scheme) || "https".equals(scheme)) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below, with what is allowed.
    }
    throw CliException.usage("the base URL must start with http:// or https://, is " + url);
  }
}
