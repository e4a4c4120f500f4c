package dev.lorsbench.cli.verify;

import ai.djl.Device;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.Trees;
import dev.lorsbench.models.torch.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds a GPU against the golden operations before it trains: nine small cases of the released
 * code, forward and backward, in about a second. A driver, a card or libraries that compute
 * something else are found before days of training are.
 */
public final class GpuProof {
  private static final String FOLDER = "/golden/ops/";

  private GpuProof() {}

  /**
   * Does nothing on processors.
   *
   * @param name of the device, as in {@code --device}
   * @throws CliException if the device is not here, or naming the operation that is off and by how
   *     much
   */
  public static void require(String name) {
    if (name.equals("cpu")) {
      return;
    }
    Device device = device(name);
    if (device.isGpu()) {
      require(device, name);
    }
  }

  private static Device device(String name) {
    try {
      return Torch.device(name);
    } catch (IllegalArgumentException noSuchDevice) {
      throw CliException.usage(noSuchDevice.getMessage());
    }
  }

  static void require(Device device, String name) {
    for (Verdict verdict : verdicts(device)) {
      if (!verdict.passed()) {
        throw new CliException(
            "device %s computes other numbers than the golden ones, and is not used: %s (docs/gpu.md says what to send)"
                .formatted(name, verdict.line()));
      }
    }
  }

  static List<Verdict> verdicts(Device device) {
    try {
      Path folder = Files.createTempDirectory("lors-proof");
      try {
        return Kinds.operations().stream().map(kind -> verdict(kind, folder, device)).toList();
      } finally {
        Trees.delete(folder);
      }
    } catch (IOException e) {
      throw new CliException("the golden operations cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static Verdict verdict(String kind, Path folder, Device device) {
    Check check =
        measured -> {
          Path json = unpacked(kind + ".json", folder);
          unpacked(kind + ".safetensors", folder);
          JsonObject golden = GoldenFile.object(json);
          new OperationCheck(json, golden, device).run(measured);
        };
    return new VerifyCase(kind, kind, check).run();
  }

  private static Path unpacked(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = GpuProof.class.getResourceAsStream(FOLDER + name)) {
      Files.copy(in, file);
    }
    return file;
  }
}
