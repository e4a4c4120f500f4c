package dev.lorsbench.workers.objects;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.db.testing.FreePort;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A real S3 server, s3proxy over a folder, as a process that can be killed, frozen and started
 * again on the same port: a bucket is a folder, an object a file.
 */
public final class S3Server implements AutoCloseable {
  public static final String ID = "tester";
  public static final String SECRET = "not-a-secret";
  private static final Path JAR = Path.of("s3-server", "s3proxy-jar-with-dependencies.jar");

  private final Path folder;
  private final int port;
  private Process process;

  private S3Server(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts it on a folder, which need not be there. */
  public static S3Server start(Path folder) throws IOException {
    assumeTrue(jar().isPresent(), "no " + JAR + ": the build copies it before the tests");
    Files.createDirectories(folder.resolve("objects"));
    S3Server server = new S3Server(folder, FreePort.find());
    server.start();
    return server;
  }

  private static Optional<Path> jar() {
    return List.of(Path.of("target"), Path.of("..", "workers", "target")).stream()
        .map(target -> target.resolve(JAR))
        .filter(Files::exists)
        .findFirst();
  }

  /** Starts it again. */
  public void start() throws IOException {
    Path properties = folder.resolve("s3proxy.properties");
    Files.writeString(
        properties,
        """
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        s3proxy.endpoint=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(ID, SECRET, endpoint(), folder.resolve("objects")));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().orElseThrow().toString(),
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::answers);
  }

  private boolean answers() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Makes a bucket. */
  public void bucket(String name) throws IOException {
    Files.createDirectories(folder.resolve("objects").resolve(name));
  }

  /** The file of an object. */
  public Path file(ObjectUri object) {
    return folder.resolve("objects").resolve(object.bucket()).resolve(object.key());
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What a client of it needs. */
  public StoreSettings settings() {
    return new StoreSettings(
        Optional.of(endpoint()),
        Optional.of("us-east-1"),
        Optional.of(new StoreSettings.Key(ID, SECRET)));
  }

  /** What a process needs that is a client of it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint().toString(),
        "AWS_ACCESS_KEY_ID", ID,
        "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
