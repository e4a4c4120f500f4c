package dev.lorsbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.objects.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of a real S3 server. */
class StoreCheckTest {
  @TempDir Path temp;

  @Test
  void aStoreIsTriedOutAndLeftAsItWas() throws IOException {
    // Credentials come by system properties, one of the places where the client library looks.
    System.setProperty("aws.accessKeyId", S3Server.ID);
    System.setProperty("aws.secretAccessKey", S3Server.SECRET);
    try (S3Server server = S3Server.start(temp)) {
      assertThat(check("s3://lors/x", server).verdict()).isEqualTo(Finding.Verdict.PROBLEM);
      assertThat(check("s3://lors/x", server).advice()).contains("create the bucket lors");
      server.bucket("lors");
      assertThat(check("s3://lors/x", server).verdict()).isEqualTo(Finding.Verdict.OK);
      try (ObjectStore store = ObjectStore.open(server.settings())) {
        assertThat(store.list(ObjectUri.parse("s3://lors/x"))).isEmpty();
      }
      server.kill();
      assertThat(check("s3://lors/x", server).found()).contains("does not answer");
      assertThat(check("s3://LORS", server).found()).contains("does not name an S3 store");
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private static Finding check(String uri, S3Server server) {
    Map<String, String> environment =
        Map.of("LORS_CHECKPOINTS", uri, "AWS_ENDPOINT_URL_S3", server.endpoint().toString());
    return StoreCheck.asked(environment).orElseThrow().run();
  }

  @Test
  void nothingIsAskedWithoutAStore() {
    assertThat(StoreCheck.asked(Map.of("LORS_CHECKPOINTS", "/shared/lors"))).isEmpty();
    assertThat(StoreCheck.asked(Map.of())).isEmpty();
  }
}
