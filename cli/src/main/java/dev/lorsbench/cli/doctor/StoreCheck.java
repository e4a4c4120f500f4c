package dev.lorsbench.cli.doctor;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.objects.StoreSettings;
import dev.lorsbench.workers.process.CheckpointPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Whether the S3-compatible store of checkpoints lets this machine write, read and remove. */
record StoreCheck(String uri, Map<String, String> environment) {
  /** The check, where the environment names a store. */
  static Optional<StoreCheck> asked(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(CheckpointPlace.VARIABLE))
        .filter(ObjectUri::is)
        .map(uri -> new StoreCheck(uri, environment));
  }

  Finding run() {
    try (ObjectStore store = ObjectStore.open(StoreSettings.fromEnvironment(environment))) {
      tryOut(store, ObjectUri.parse(uri).resolve("doctor-" + UUID.randomUUID()));
      return Finding.ok("store", uri + " can be written, read and cleared");
    } catch (TrialException | ConfigException e) {
      String[] parts = e.getMessage().split("; ", 2);
      return Finding.problem(
          "store", parts[0], parts.length > 1 ? parts[1] : "start the server, or correct " + uri);
    } catch (IOException e) {
      return Finding.problem("store", e.getMessage(), "free space in java.io.tmpdir");
    }
  }

  private static void tryOut(ObjectStore store, ObjectUri object) throws IOException {
    Path file = Files.createTempFile("lors-doctor", ".txt");
    try {
      Files.writeString(file, "lors doctor");
      store.put(file, object);
      store.get(object, file);
      store.delete(object);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
