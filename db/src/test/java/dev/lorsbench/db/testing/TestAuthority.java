package dev.lorsbench.db.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority of a test's own, made by the JDK's keytool: {@code ca.pem}, and for each
 * name that it signs {@code NAME.pem}, {@code NAME.key} (PKCS#8) and {@code NAME.p12}.
 */
public final class TestAuthority {
  /** Of every key and store. */
  public static final String PASSWORD = "changeit";

  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /** A new authority, its files in that folder. */
  public static TestAuthority in(Path folder) throws IOException {
    Files.createDirectories(folder);
    TestAuthority authority = new TestAuthority(folder);
    authority.pair("ca", "-ext", "bc:c");
    authority.write("ca.pem", "CERTIFICATE", authority.certificate("ca"));
    return authority;
  }

  /** Signs a certificate for 127.0.0.1 and localhost. */
  public void sign(String name) throws IOException {
    pair(name);
    Path request = folder.resolve(name + ".csr");
    Path signed = folder.resolve(name + ".signed");
    keytool("-certreq", "-alias", name, "-keystore", store(name), "-file", request.toString());
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-keystore",
        store("ca"),
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString(),
        "-rfc",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "ca",
        "-keystore",
        store(name),
        "-file",
        folder.resolve("ca.pem").toString());
    keytool("-importcert", "-alias", name, "-keystore", store(name), "-file", signed.toString());
    write(name + ".pem", "CERTIFICATE", certificate(name));
    write(name + ".key", "PRIVATE KEY", key(name));
    Files.setPosixFilePermissions(
        file(name + ".key"), PosixFilePermissions.fromString("rw-------"));
  }

  /** One of its files. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  private void pair(String name, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keystore",
                store(name),
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + name,
                "-validity",
                "2"));
    words.addAll(List.of(more));
    keytool(words.toArray(String[]::new));
  }

  private String store(String name) {
    return file(name + ".p12").toString();
  }

  private void keytool(String... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(words));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private KeyStore open(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private byte[] certificate(String name) throws IOException {
    try {
      Certificate found = open(name).getCertificate(name);
      return found.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private byte[] key(String name) throws IOException {
    try {
      return open(name).getKey(name, PASSWORD.toCharArray()).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void write(String file, String what, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file(file), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what));
  }
}
