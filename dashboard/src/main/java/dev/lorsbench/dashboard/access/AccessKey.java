package dev.lorsbench.dashboard.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lorsbench.experiment.ConfigException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret that the dashboard asks for: other accounts of a machine reach its loopback address as
 * well. Browsers get it by the printed address and keep a value made of it; programs send it.
 */
public final class AccessKey {
  /** What an address carries it as. */
  public static final String PARAMETER = "token";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~-]{16,200}");

  private final String key;
  private final byte[] digest;
  private final String cookie;
  private final boolean shown;

  /** That key, as {@link #given}, which addresses may carry: somebody has to be told it. */
  public AccessKey(String key, String source) {
    this(key, source, true);
  }

  /**
   * A key that its owner has already, so that no address need carry it into a log.
   *
   * @param source where it came from, for the message
   * @throws ConfigException if it is too short to be one, or has characters that an address or a
   *     header would have to encode; the key itself is not said
   */
  public static AccessKey given(String key, String source) {
    return new AccessKey(key, source, false);
  }

  private AccessKey(String key, String source, boolean shown) {
    if (!ALLOWED.matcher(key).matches()) {
      throw new ConfigException(
          source
              + " is no key for the dashboard; allowed are 16 to 200 letters, digits and . _ ~ -"
              + " (`openssl rand -hex 24` makes one)");
    }
    this.key = key;
    this.shown = shown;
    this.digest = digest(key);
    this.cookie = HexFormat.of().formatHex(digest("lorsbench cookie " + key));
  }

  /** A page's address that carries the key; as it was if nobody need be told the key. */
  public String address(String url) {
    if (!shown) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + PARAMETER + "=" + key;
  }

  /** Whether that is the key; takes the same time for every wrong one. */
  boolean opens(String given) {
    return MessageDigest.isEqual(digest, digest(given));
  }

  /** Whether that is what a browser keeps; takes the same time for every wrong one. */
  boolean opensAsCookie(String given) {
    return MessageDigest.isEqual(digest(cookie), digest(given));
  }

  /** What a browser keeps. The key cannot be told from it. */
  String cookie() {
    return cookie;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Never the key: this may stand in a log. */
  @Override
  public String toString() {
    return "a key";
  }
}
