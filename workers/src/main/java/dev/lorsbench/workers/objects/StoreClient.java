package dev.lorsbench.workers.objects;

import dev.lorsbench.experiment.ConfigException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client library's client. */
final class StoreClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  // A part of 16 MiB at 64 KiB/s; a write to a server that froze has no other limit.
  private static final Duration ONE_TRY = Duration.ofMinutes(4);

  private StoreClient() {}

  /**
   * A client with its credentials found.
   *
   * @throws ConfigException saying where credentials or the region may come from
   */
  static S3Client open(StoreSettings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(ONE_TRY))
            // Not every server knows the newer checksums; uploads carry MD5, and what is read is
            // held against the ledger's CRC-32C.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .credentialsProvider(credentials(settings));
    // Buckets as host names need a wildcard in the DNS, which servers of one's own seldom have.
    settings.endpoint().ifPresent(e -> builder.endpointOverride(e).forcePathStyle(true));
    settings.region().ifPresent(r -> builder.region(Region.of(r)));
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new ConfigException("the S3 store has no region: set AWS_REGION");
    }
  }

  private static AwsCredentialsProvider credentials(StoreSettings settings) {
    if (settings.key().isPresent()) {
      StoreSettings.Key key = settings.key().get();
      return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
    }
    AwsCredentialsProvider found = DefaultCredentialsProvider.create();
    try {
      found.resolveCredentials();
    } catch (SdkClientException e) {
      throw new ConfigException(
          "there are no credentials for the S3 store: set AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or AWS_SHARED_CREDENTIALS_FILE to a file with them");
    }
    return found;
  }
}
