package dev.lorsbench.cli.fetch;

import dev.lorsbench.coco.files.WholeFile;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was taken out of an archive so far: a file of the archive's checksum, then a line {@code
 * there TARGET} for each that lies in its place, and {@code coming TARGET} for each that was being
 * put there when the note was written.
 *
 * @param checksum hex digits; empty where nothing was taken yet
 */
record Taken(String checksum, Set<String> there, Set<String> coming) {
  private static final int LARGEST = 1 << 20;
  private static final String THERE = "there ";
  private static final String COMING = "coming ";

  /** Reads a note; a missing one stands for nothing. */
  static Taken read(Path note) throws IOException {
    Set<String> there = new TreeSet<>();
    Set<String> coming = new TreeSet<>();
    List<String> lines = Files.exists(note) ? TextFile.lines(note, LARGEST) : List.of("");
    for (String line : lines) {
      if (line.startsWith(THERE)) {
        there.add(line.substring(THERE.length()));
      } else if (line.startsWith(COMING)) {
        coming.add(line.substring(COMING.length()));
      }
    }
    return new Taken(lines.isEmpty() ? "" : lines.get(0), there, coming);
  }

  void write(Path note) {
    StringBuilder lines = new StringBuilder(checksum).append('\n');
    there.forEach(target -> lines.append(THERE).append(target).append('\n'));
    coming.forEach(target -> lines.append(COMING).append(target).append('\n'));
    WholeFile.write(note, out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether a target is, or may be, this command's own. */
  boolean knows(String target) {
    return there.contains(target) || coming.contains(target);
  }

  /** The same, if it is of an archive with this checksum; else all of it may be replaced. */
  Taken of(String hex) {
    return checksum.equals(hex) ? this : new Taken(hex, Set.of(), both(there, coming));
  }

  /** Before these targets are put into their places. */
  Taken begun(Collection<String> targets) {
    Set<String> left = new TreeSet<>(there);
    left.removeAll(targets);
    return new Taken(checksum, left, both(coming, targets));
  }

  /** After these targets were put into their places. */
  Taken done(Collection<String> targets) {
    Set<String> left = new TreeSet<>(coming);
    left.removeAll(targets);
    return new Taken(checksum, both(there, targets), left);
  }

  private static Set<String> both(Collection<String> a, Collection<String> b) {
    Set<String> both = new TreeSet<>(a);
    both.addAll(b);
    return new LinkedHashSet<>(both);
  }
}
