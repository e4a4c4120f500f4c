package dev.lorsbench.orchestrator;

import dev.lorsbench.experiment.ConfigException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How a connection is encrypted, and who proves what to whom. Files are PEM.
 *
 * @param on whether it is
 * @param ca who may have signed the server's certificate; empty for the authorities of the JDK
 * @param certificate this client's, where the server asks for one; goes with {@code key}
 * @param key PKCS#8, not encrypted
 */
public record Tls(boolean on, Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
  /** No encryption. */
  public static final Tls OFF =
      new Tls(false, Optional.empty(), Optional.empty(), Optional.empty());

  private static final String ON = "LORS_TEMPORAL_TLS";
  private static final String CA = "LORS_TEMPORAL_TLS_CA";
  private static final String CERTIFICATE = "LORS_TEMPORAL_TLS_CERT";
  private static final String KEY = "LORS_TEMPORAL_TLS_KEY";

  public Tls {
    if (certificate.isPresent() != key.isPresent()) {
      throw new ConfigException(
          "a client certificate for Temporal goes with its key: give both "
              + CERTIFICATE
              + " and "
              + KEY
              + ", or neither");
    }
  }

  /** On where it is said, or where any file is given. */
  public static Tls of(boolean asked, Path ca, Path certificate, Path key) {
    boolean on = asked || ca != null || certificate != null || key != null;
    return new Tls(
        on, Optional.ofNullable(ca), Optional.ofNullable(certificate), Optional.ofNullable(key));
  }

  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put(ON, Boolean.toString(on));
    ca.ifPresent(f -> all.put(CA, f.toAbsolutePath().toString()));
    certificate.ifPresent(f -> all.put(CERTIFICATE, f.toAbsolutePath().toString()));
    key.ifPresent(f -> all.put(KEY, f.toAbsolutePath().toString()));
    return all;
  }

  /**
   * Reads the environment.
   *
   * @throws ConfigException naming the variable that is wrong
   */
  public static Tls fromEnvironment(Map<String, String> environment) {
    String on = environment.getOrDefault(ON, "").strip();
    if (!on.matches("|true|false")) {
      throw new ConfigException(ON + " is \"" + on + "\"; allowed is true or false");
    }
    return of(
        on.equals("true"),
        path(environment, CA),
        path(environment, CERTIFICATE),
        path(environment, KEY));
  }

  private static Path path(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? null : Path.of(value);
  }

  /**
   * What gRPC encrypts with.
   *
   * @throws ConfigException naming the file that is missing or cannot be used
   */
  SslContext context() {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    try {
      ca.ifPresent(f -> builder.trustManager(readable("CA", f).toFile()));
      if (certificate.isPresent()) {
        builder.keyManager(
            readable("client certificate", certificate.get()).toFile(),
            readable("client key", key.orElseThrow()).toFile());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new ConfigException(
          "the TLS files for Temporal cannot be used (%s): certificates are PEM, the key is PEM of PKCS#8 without a password; `openssl pkcs8 -topk8 -nocrypt` makes one"
              .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  /**
   * What a server of ours encrypts with: it shows the certificate and has only clients whose own is
   * signed by {@code ca}.
   *
   * @throws ConfigException naming the file that is missing or cannot be used
   */
  public SslContext serverContext() {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(
                  readable("server certificate", certificate.orElseThrow()).toFile(),
                  readable("server key", key.orElseThrow()).toFile())
              .trustManager(readable("CA", ca.orElseThrow()).toFile())
              .clientAuth(ClientAuth.REQUIRE);
      return GrpcSslContexts.configure(builder).build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new ConfigException(
          "the TLS files of Temporal's server cannot be used (%s); delete %s and %s, and they are made anew"
              .formatted(
                  String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                  certificate.orElseThrow(),
                  key.orElseThrow()));
    }
  }

  private static Path readable(String what, Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigException(
          "the %s for Temporal cannot be read: %s".formatted(what, file.toAbsolutePath()));
    }
    return file;
  }
}
