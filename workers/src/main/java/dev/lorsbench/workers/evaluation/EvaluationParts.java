package dev.lorsbench.workers.evaluation;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.eval.EvaluationPart;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where the parts of an evaluation wait until all are there, so that one that was killed goes on
 * where it was. They only save time: what cannot be written or read is named and done without.
 *
 * @param folder made when it is needed
 * @param images of one part, about; sets that are not larger are evaluated in one go
 * @param warning gets a line on what could not be kept or read
 */
public record EvaluationParts(Path folder, int images, Consumer<String> warning) {
  /** Minutes of a CPU, seconds of a GPU. */
  private static final int IMAGES = 256;

  /** Parts of a size that loses little and writes little. */
  public static EvaluationParts in(Path folder, Consumer<String> warning) {
    return new EvaluationParts(folder, IMAGES, warning);
  }

  /**
   * A part that was kept.
   *
   * @param key of the weights
   * @param number of the part, from 0
   */
  Optional<EvaluationPart> find(String key, int number, Function<Path, EvaluationPart> reader) {
    Path file = file(key, number);
    try {
      return Files.exists(file) ? Optional.of(reader.apply(file)) : Optional.empty();
    } catch (CocoException e) {
      warning.accept(e.getMessage() + "; this part is evaluated again");
      return Optional.empty();
    }
  }

  /** Keeps a part. */
  void keep(String key, int number, EvaluationPart part) {
    try {
      Files.createDirectories(folder);
      part.write(file(key, number));
    } catch (IOException | CocoException e) {
      warning.accept(e.getMessage() + "; a stop would evaluate this part again");
    }
  }

  /** A part, or what a process that was killed left of one. */
  private static boolean isPart(Path file) {
    return WholeFile.written(file).toString().matches("[0-9a-f]{32}-\\d{5,}[.]part");
  }

  private Path file(String key, int number) {
    return folder.resolve("%s-%05d.part".formatted(key, number));
  }

  /** Removes all parts, of other weights too, and the folder if that leaves it empty. */
  void clear() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(EvaluationParts::isPart).toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // What others keep there is theirs.
    } catch (IOException e) {
      warning.accept(folder + ": cannot be removed: " + e.getMessage());
    }
  }
}
