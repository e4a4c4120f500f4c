package dev.lorsbench.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Files are read and put in place by this module alone: elsewhere, a bound or a sync is forgotten.
 */
class OneHomeTest {
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "\\bFiles\\s*\\.\\s*(readAllBytes|readString|readAllLines|lines|newInputStream"
              + "|newBufferedReader|newByteChannel|move)\\b"
              + "|FileChannel\\s*\\.\\s*open\\b|createImageInputStream\\b|ImageIO\\s*\\.\\s*read\\b"
              + "|new\\s+(ZipFile|RandomAccessFile|FileInputStream|FileReader|Scanner)\\b");

  /** Files of the program's own or of the system, by why they need something else. */
  private static final Map<String, List<String>> ALLOWED = new LinkedHashMap<>();

  static {
    ALLOWED.put(
        "the system's own tables, whose size is unknown",
        List.of("PeakMemory", "Processors", "BenchTable"));
    ALLOWED.put("locks, which are opened to be held", List.of("DataDirectory", "RunFolder"));
    ALLOWED.put("files that grow at their end", List.of("PartFile", "FileMetrics"));
    ALLOWED.put("memory that processes share", List.of("SharedSum"));
    ALLOWED.put("an archive that is written for long, then renamed", List.of("ArchiveWriter"));
    ALLOWED.put("logs and traces that this program wrote", List.of("GuardedProcess", "Profile"));
    ALLOWED.put("the errors of a program that this one started", List.of("Measured"));
    ALLOWED.put("measurements, which users never run", List.of("Scaling"));
  }

  private static Stream<Path> sources() throws IOException {
    return Files.walk(Path.of(".."))
        .filter(f -> f.toString().endsWith(".java"))
        .filter(f -> f.toString().contains("/src/main/java/"))
        .filter(f -> !f.toString().contains("/target/"))
        .filter(f -> !f.toString().contains("/dev/lorsbench/files/"))
        .filter(f -> !f.toString().contains("/dev/lorsbench/images/"));
  }

  private static String name(Path source) {
    return source.getFileName().toString().replaceFirst("\\.java$", "");
  }

  private static Set<String> calls(Path source) {
    Set<String> calls = new TreeSet<>();
    try {
      Matcher found = FORBIDDEN.matcher(TextFile.read(source, 1 << 20));
      while (found.find()) {
        calls.add(name(source) + ": " + found.group());
      }
      return calls;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nobodyElseOpensOrMovesFiles() throws IOException {
    Set<String> allowed =
        ALLOWED.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    try (Stream<Path> sources = sources()) {
      assertThat(sources.filter(s -> !allowed.contains(name(s))).flatMap(s -> calls(s).stream()))
          .as("use RegularFile, TextFile or WholeFile")
          .isEmpty();
    }
  }

  @Test
  void theScanSeesTheSources() throws IOException {
    try (Stream<Path> sources = sources()) {
      assertThat(sources.filter(s -> !calls(s).isEmpty()).map(OneHomeTest::name))
          .contains("SharedSum", "DataDirectory", "FileMetrics");
    }
  }
}
