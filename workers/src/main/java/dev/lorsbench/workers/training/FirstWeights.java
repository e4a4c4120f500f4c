package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.saved.SavedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Weights of a file, taken instead of fresh ones. */
public final class FirstWeights {
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
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
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
   * Overwrites every tensor of a model.
   *
   * @throws TrialException BAD_DATA where the file is not the one whose hash was taken, or naming
   *     tensors that are missing, unexpected or of another shape
   */
  static void load(StartWeights from, Weights weights) {
    if (!take(from).sha256().equals(from.sha256())) {
      throw bad("first weights: " + from.file() + " has changed since the trial was made", null);
    }
    try {
      SavedFile.open(Path.of(from.file())).fill(weights);
    } catch (ConfigException e) {
      throw bad("first weights: " + e.getMessage(), e);
    }
  }

  private static TrialException bad(String message, Exception cause) {
    return new TrialException(Failure.BAD_DATA, message, cause);
  }
}
