package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.RegularFile;
import dev.lorsbench.files.WholeFile;
import dev.lorsbench.orchestrator.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The key that the embedded Temporal and whoever speaks to it prove themselves with: one pair,
 * which signs itself, in files of the data directory that only its owner can read. Loopback alone
 * would let every account of the machine in.
 *
 * @param certificate PEM
 * @param key PEM, PKCS#8
 */
record TemporalKeys(Path certificate, Path key) {
  private static final String ALIAS = "temporal";
  private static final String PASSWORD = "LORS_KEYTOOL_PASSWORD";

  /** Where the keys of a data directory lie. */
  static TemporalKeys in(Path root) {
    return new TemporalKeys(root.resolve("temporal.pem"), root.resolve("temporal.key"));
  }

  /**
   * The keys of a data directory, made where they are absent.
   *
   * @throws CliException where they cannot be made or written
   */
  static TemporalKeys prepare(Path root) {
    TemporalKeys keys = in(root);
    if (!Files.exists(keys.certificate) || !Files.exists(keys.key)) {
      try {
        keys.make(root.resolve("temporal.p12"));
      } catch (IOException | GeneralSecurityException e) {
        throw new CliException("cannot make Temporal's keys in " + root + ": " + e.getMessage(), e);
      }
    }
    return keys;
  }

  /** What clients and the server take it by: each shows the certificate and trusts no other. */
  Tls tls() {
    return new Tls(true, Optional.of(certificate), Optional.of(certificate), Optional.of(key));
  }

  private void make(Path store) throws IOException, GeneralSecurityException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Files.deleteIfExists(store);
    try {
      keytool(store, password);
      KeyStore made = KeyStore.getInstance("PKCS12");
      try (InputStream in = RegularFile.open(store)) {
        made.load(in, password.toCharArray());
      }
      byte[] secret = made.getKey(ALIAS, password.toCharArray()).getEncoded();
      WholeFile.writeSecret(key, pem("PRIVATE KEY", secret));
      WholeFile.writeSecret(
          certificate, pem("CERTIFICATE", made.getCertificate(ALIAS).getEncoded()));
    } finally {
      Files.deleteIfExists(store);
    }
  }

  /** The JDK has no public way to sign a certificate but its own program. */
  private static void keytool(Path store, String password) throws IOException {
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=lorsbench",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-validity",
            "36500",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass:env",
            PASSWORD);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put(PASSWORD, password);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said.lines().findFirst().orElse("it said nothing"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}
