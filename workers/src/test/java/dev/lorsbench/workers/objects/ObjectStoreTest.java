package dev.lorsbench.workers.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoreTest {
  private static final ObjectUri ROOT = ObjectUri.parse("s3://lors/some/prefix");

  @TempDir static Path temp;
  private static S3Server server;
  private static ObjectStore store;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(temp.resolve("server"));
    server.bucket("lors");
    store = ObjectStore.open(server.settings());
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Upload.PART_BYTES, Upload.PART_BYTES + 1, 2 * Upload.PART_BYTES})
  void whatIsPutIsGot(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Path file = Files.write(temp.resolve("file"), content);
    ObjectUri object = ROOT.resolve("of-" + bytes);
    store.put(file, object);
    Path back = temp.resolve("new").resolve("back");
    store.get(object, back);
    assertThat(back).hasBinaryContent(content);
    assertThat(server.file(object)).hasBinaryContent(content);
  }

  @Test
  void objectsAreListedCopiedAndRemoved() throws IOException {
    ObjectUri below = ROOT.resolve("listed");
    store.put(Files.writeString(temp.resolve("text"), "old"), below.resolve("a"));
    store.copy(below.resolve("a"), below.resolve("deep/b"));
    store.put(temp.resolve("text"), ROOT.resolve("listed-not"));
    assertThat(store.list(below))
        .containsExactlyInAnyOrder(below.resolve("a"), below.resolve("deep/b"));
    store.delete(below.resolve("a"));
    store.delete(below.resolve("a"));
    assertThat(store.list(below)).containsExactly(below.resolve("deep/b"));
  }

  @Test
  void anObjectThatIsNotThereIsAFileThatIsNotThere() {
    Path file = temp.resolve("none");
    assertThatThrownBy(() -> store.get(ROOT.resolve("none"), file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("s3://lors/some/prefix/none");
    assertThat(file).doesNotExist();
  }

  @Test
  void aBucketThatIsNotThereSaysWhatToDo() {
    ObjectUri elsewhere = ObjectUri.parse("s3://elsewhere/x");
    assertRefused(store, elsewhere, "create the bucket elsewhere");
  }

  @Test
  void aWrongSecretSaysWhatToDoAndIsNotShown() {
    StoreSettings wrong =
        new StoreSettings(
            server.settings().endpoint(),
            Optional.of("us-east-1"),
            Optional.of(new StoreSettings.Key(S3Server.ID, "guessed")));
    assertThat(wrong.toString()).doesNotContain("guessed");
    try (ObjectStore refused = ObjectStore.open(wrong)) {
      assertRefused(refused, ROOT, "check AWS_ACCESS_KEY_ID");
    }
  }

  private static void assertRefused(ObjectStore store, ObjectUri object, String advice) {
    assertThatThrownBy(() -> store.list(object))
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE))
        .isNotInstanceOf(StoreAwayException.class)
        .hasMessageContaining(object.toString())
        .hasMessageContaining(advice)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("guessed");
  }

  @Test
  void aServerThatIsGoneIsAway() throws IOException {
    S3Server gone = S3Server.start(temp.resolve("gone"));
    gone.close();
    try (ObjectStore nobody = ObjectStore.open(gone.settings())) {
      assertThatThrownBy(() -> nobody.list(ROOT))
          .isInstanceOf(StoreAwayException.class)
          .hasMessageContaining(gone.endpoint().toString())
          .hasMessageContaining("does not answer (Connection refused")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void aServerThatGoesInTheMiddleOfAnUploadLeavesNothingHalf() throws IOException {
    Path file = Files.write(temp.resolve("large"), new byte[3 * Upload.PART_BYTES]);
    ObjectUri object = ROOT.resolve("large");
    try (CutProxy proxy = CutProxy.to(server.endpoint(), Upload.PART_BYTES * 3L / 2)) {
      StoreSettings through =
          new StoreSettings(
              Optional.of(proxy.endpoint()), server.settings().region(), server.settings().key());
      try (ObjectStore cut = ObjectStore.open(through)) {
        assertThatThrownBy(() -> cut.put(file, object)).isInstanceOf(StoreAwayException.class);
      }
      assertThat(proxy.passed()).isGreaterThanOrEqualTo(Upload.PART_BYTES);
    }
    assertThat(store.list(ROOT)).doesNotContain(object);
    store.put(file, object);
    assertThat(server.file(object)).hasSameBinaryContentAs(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3://UPPER/x", "s3://b", "s3://bucket/a b", "s3:/bucket/x"})
  void aUriThatNamesNothingIsRefused(String text) {
    assertThatThrownBy(() -> ObjectUri.parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("s3://BUCKET/PREFIX");
  }

  @Test
  void aUriIsReadAndPrinted() {
    assertThat(ObjectUri.parse("s3://lors")).hasToString("s3://lors");
    assertThat(ObjectUri.parse("s3://lors/a/b/")).hasToString("s3://lors/a/b");
    assertThat(ObjectUri.parse("s3://lors/a/b").sibling("c")).hasToString("s3://lors/a/c");
  }

  @Test
  void settingsComeFromTheVariablesOfTheOtherTools() {
    StoreSettings own =
        StoreSettings.fromEnvironment(Map.of("AWS_ENDPOINT_URL_S3", "https://minio:9000"));
    assertThat(own.endpoint()).hasToString("Optional[https://minio:9000]");
    assertThat(own.region()).contains("us-east-1");
    assertThat(StoreSettings.fromEnvironment(Map.of("AWS_REGION", "eu-west-1")).region())
        .contains("eu-west-1");
    assertThatThrownBy(() -> StoreSettings.fromEnvironment(Map.of("AWS_ENDPOINT_URL", "minio")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("\"minio\"");
  }
}
