package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.files.RegularFile;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.saved.SavedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Weights of a file, taken instead of fresh ones. */
public final class FirstWeights {
  private static final Pattern CLASSES =
      Pattern.compile("fc_cls\\.(weight|bias)$|^head\\.(weight|bias)$");

  private FirstWeights() {}

  /**
   * The weights with the hash of their file, which is read whole.
   *
   * @throws TrialException BAD_DATA naming the file
   */
  public static StartWeights take(StartWeights weights) {
    try {
      Path file = SavedFile.open(Path.of(weights.file())).file().toAbsolutePath().normalize();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(RegularFile.open(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return new StartWeights(file.toString(), HexFormat.of().formatHex(digest.digest()));
    } catch (ConfigException e) {
      throw bad("first weights: " + e.getMessage(), e);
    } catch (IOException e) {
      throw bad("first weights: " + weights.file() + " cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Overwrites every tensor of a model but the last layer of its classes, where the file's has
   * another number of them: that one stays as it was drawn.
   *
   * @return what a user should know
   * @throws TrialException BAD_DATA where the file is not the one whose hash was taken, or naming
   *     tensors that are missing, unexpected or of another shape
   */
  static Optional<String> load(StartWeights from, Weights weights) {
    if (!take(from).sha256().equals(from.sha256())) {
      throw bad("first weights: " + from.file() + " has changed since the trial was made", null);
    }
    try {
      List<String> fresh = SavedFile.open(Path.of(from.file())).fillBut(CLASSES, weights);
      return fresh.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "%d tensors begin fresh, since %s has another number of classes: %s, ..."
                  .formatted(fresh.size(), from.file(), fresh.get(0)));
    } catch (ConfigException e) {
      throw bad("first weights: " + e.getMessage(), e);
    }
  }

  private static TrialException bad(String message, Exception cause) {
    return new TrialException(Failure.BAD_DATA, message, cause);
  }
}
