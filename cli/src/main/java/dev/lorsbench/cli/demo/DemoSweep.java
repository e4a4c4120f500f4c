package dev.lorsbench.cli.demo;

import dev.lorsbench.coco.fingerprint.Fingerprint;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * The demo's data and sweep. The sweep's id is made of its trials' ids, so that the same command on
 * the same data directory means the same sweep.
 *
 * @param spec its data's fingerprint taken
 */
record DemoSweep(String id, SweepSpec spec) {
  private static final ShapesSpec IMAGES = ShapesSpec.standard(0);

  /** Images that {@link #prepare} writes. */
  static int images() {
    return IMAGES.trainImages() + IMAGES.valImages();
  }

  /**
   * Writes the images where they are not there yet, and reads the sweep.
   *
   * @param folder of the data set
   * @param progress gets the number of images written
   */
  static DemoSweep prepare(Path folder, boolean quick, IntConsumer progress) {
    Shapes.write(folder, IMAGES, progress);
    DataConfig data =
        DataConfig.folder(folder.toString())
            .withFingerprint(Fingerprint.cached(Fingerprint.userCache(), folder, "train", "val"));
    String file = quick ? "demo-quick.yaml" : "demo.yaml";
    SweepSpec spec = SweepSpec.parse(yaml(file), file, Optional.of(data));
    return new DemoSweep(spec.name() + "-" + hash(spec), spec);
  }

  private static String yaml(String file) {
    try (InputStream in = DemoSweep.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(SweepSpec spec) {
    String ids = spec.trials().stream().map(TrialSpec::id).collect(Collectors.joining(" "));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(ids.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 3);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
