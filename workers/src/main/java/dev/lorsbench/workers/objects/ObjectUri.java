package dev.lorsbench.workers.objects;

import dev.lorsbench.experiment.ConfigException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an object, or what several objects' names begin with.
 *
 * @param bucket 3 to 63 characters
 * @param key without a slash at either end; empty for the bucket itself
 */
public record ObjectUri(String bucket, String key) {
  private static final String SCHEME = "s3://";
  private static final Pattern FORM =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([^\\s?#]{0,900}?))?/*");

  /** Whether a text names an object rather than a file. */
  public static boolean is(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws ConfigException saying what is allowed
   */
  public static ObjectUri parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new ConfigException(
          "\"%s\" does not name an S3 store; allowed is s3://BUCKET or s3://BUCKET/PREFIX, the bucket in lower case"
              .formatted(text));
    }
    return new ObjectUri(parts.group(1), parts.group(2) == null ? "" : parts.group(2));
  }

  /** The object of that name below this one. */
  public ObjectUri resolve(String name) {
    return new ObjectUri(bucket, key.isEmpty() ? name : key + "/" + name);
  }

  /** Another object beside this one. */
  public ObjectUri sibling(String name) {
    int slash = key.lastIndexOf('/');
    return new ObjectUri(bucket, slash < 0 ? name : key.substring(0, slash + 1) + name);
  }

  /** What stands behind the last slash. */
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** The URI. */
  @Override
  public String toString() {
    return key.isEmpty() ? SCHEME + bucket : SCHEME + bucket + "/" + key;
  }
}
