package dev.lorsbench.workers.objects;

import dev.lorsbench.experiment.ConfigException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Which S3-compatible server, by the variables that the other S3 tools read.
 *
 * @param endpoint such as {@code https://minio:9000}; empty for Amazon's own
 * @param region such as {@code us-east-1}; empty where the client library is to find it
 * @param key the access key's id and secret; empty where the client library is to find them: in
 *     {@code AWS_SHARED_CREDENTIALS_FILE}, {@code ~/.aws/credentials}, or from the machine's role
 */
public record StoreSettings(Optional<URI> endpoint, Optional<String> region, Optional<Key> key) {
  /**
   * An access key.
   *
   * @param secret never logged
   */
  public record Key(String id, String secret) {
    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * Reads {@code AWS_ENDPOINT_URL_S3}, else {@code AWS_ENDPOINT_URL}; {@code AWS_REGION}, else
   * {@code AWS_DEFAULT_REGION}, else {@code us-east-1} where there is an endpoint.
   *
   * @throws ConfigException naming the variable that is wrong
   */
  public static StoreSettings fromEnvironment(Map<String, String> environment) {
    Optional<URI> endpoint =
        first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL").map(StoreSettings::http);
    Optional<String> region = first(environment, "AWS_REGION", "AWS_DEFAULT_REGION");
    return new StoreSettings(
        endpoint, region.or(() -> endpoint.map(e -> "us-east-1")), Optional.empty());
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }

  private static URI http(String text) {
    if (!text.matches("https?://[^/\\s]+/?")) {
      throw new ConfigException(
          "the S3 endpoint (AWS_ENDPOINT_URL_S3) is \"%s\"; allowed is http://HOST:PORT or https://HOST:PORT"
              .formatted(text));
    }
    return URI.create(text);
  }
}
