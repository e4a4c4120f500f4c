package dev.lorsbench.workers.objects;

import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Whole files in an S3-compatible store. Every method throws {@link StoreAwayException} where the
 * server does not answer after a few tries, and {@link TrialException} STORAGE where it refuses.
 */
public final class ObjectStore implements AutoCloseable {
  private final S3Client client;
  private final StoreFailure failure;

  private ObjectStore(S3Client client, StoreSettings settings) {
    this.client = client;
    this.failure = new StoreFailure(settings.endpoint().map(Object::toString).orElse("Amazon S3"));
  }

  /**
   * A client of that server; nothing is asked of it yet.
   *
   * @throws dev.lorsbench.experiment.ConfigException where credentials or a region are missing
   */
  public static ObjectStore open(StoreSettings settings) {
    return new ObjectStore(StoreClient.open(settings), settings);
  }

  /**
   * Makes a file an object, in place of what had its name. The object is there whole or not at all.
   *
   * @throws IOException where the file cannot be read
   */
  public void put(Path file, ObjectUri to) throws IOException {
    try {
      new Upload(client, to).send(file);
    } catch (SdkException e) {
      throw failure.of(to, e);
    }
  }

  /**
   * Writes an object beside the file, then gives it the file's name.
   *
   * @throws NoSuchFileException where there is no such object
   * @throws IOException where the file cannot be written
   */
  public void get(ObjectUri from, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path beside = file.resolveSibling("." + file.getFileName() + ".writing");
    try {
      Files.deleteIfExists(beside);
      client.getObject(
          r -> r.bucket(from.bucket()).key(from.key()), ResponseTransformer.toFile(beside));
      WholeFile.rename(beside, file);
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(from.toString());
    } catch (SdkException e) {
      throw failure.of(from, e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Gives an object a second name, in place of what had that name; no bytes travel. */
  public void copy(ObjectUri from, ObjectUri to) {
    ask(
        to,
        s3 ->
            s3.copyObject(
                r ->
                    r.sourceBucket(from.bucket())
                        .sourceKey(from.key())
                        .destinationBucket(to.bucket())
                        .destinationKey(to.key())));
  }

  /** Removes an object; one that is not there is fine. */
  public void delete(ObjectUri object) {
    ask(object, s3 -> s3.deleteObject(r -> r.bucket(object.bucket()).key(object.key())));
  }

  /** All objects below a name. */
  public List<ObjectUri> list(ObjectUri below) {
    return ask(
        below,
        s3 ->
            s3
                .listObjectsV2Paginator(r -> r.bucket(below.bucket()).prefix(below.key() + "/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> new ObjectUri(below.bucket(), key))
                .toList());
  }

  private <T> T ask(ObjectUri about, Function<S3Client, T> question) {
    try {
      return question.apply(client);
    } catch (SdkException e) {
      throw failure.of(about, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
