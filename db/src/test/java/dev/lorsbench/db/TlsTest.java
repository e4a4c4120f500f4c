package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.testing.TestAuthority;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL with ssl=on, reached by the driver's options in the URL. */
class TlsTest {
  @TempDir static Path temp;
  private static TestAuthority ours;
  private static TestAuthority others;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    ours = TestAuthority.in(temp.resolve("ours"));
    ours.sign("server");
    others = TestAuthority.in(temp.resolve("others"));
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", ours.file("server.pem").toString())
            .setServerConfig("ssl_key_file", ours.file("server.key").toString())
            .setServerConfig("fsync", "off")
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static DatabaseConfig config(String options) {
    return new DatabaseConfig(
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?" + options,
        "postgres",
        "postgres");
  }

  @Test
  void theServersCertificateIsCheckedAndTheLedgerIsReadEncrypted() {
    String options = "sslmode=verify-full&sslrootcert=" + ours.file("ca.pem");
    assertThat(Inspection.of(config(options)).server()).startsWith("17");
    try (Database database = Database.open(config(options))) {
      assertThat(
              database.<Boolean>with(
                  h ->
                      h.createQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                          .mapTo(Boolean.class)
                          .one()))
          .isTrue();
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefusedWithWhatToDo() {
    DatabaseConfig config = config("sslmode=verify-full&sslrootcert=" + others.file("ca.pem"));
    assertThatThrownBy(() -> Database.open(config))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("PostgreSQL at jdbc:postgresql://127.0.0.1:")
        .hasMessageEndingWith("; check sslmode and sslrootcert in the database's URL")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Inspection.of(config))
        .hasMessageEndingWith("; check sslmode and sslrootcert in the database's URL");
  }

  @Test
  void anAuthorityThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Database.open(config("sslmode=verify-ca&sslrootcert=/nowhere/ca.pem")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("/nowhere/ca.pem")
        .hasMessageNotContaining("\n");
  }

  @Test
  void passwordsInAUrlAreNotShown() {
    DatabaseConfig config =
        new DatabaseConfig("jdbc:postgresql://h/d?sslPassword=one&password=two&x=y", "u", "three");
    assertThat(config.toString())
        .isEqualTo("jdbc:postgresql://h/d?sslPassword=***&password=***&x=y as u");
  }
}
