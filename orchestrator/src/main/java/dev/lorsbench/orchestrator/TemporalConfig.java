package dev.lorsbench.orchestrator;

import dev.lorsbench.experiment.ConfigException;
import java.util.HashMap;
import java.util.Map;

/**
 * Where Temporal's frontend is and how it is spoken to.
 *
 * @param target such as {@code 127.0.0.1:7233}
 * @param apiKey sent with every call, over TLS alone; empty for none; never logged
 */
public record TemporalConfig(String target, String namespace, Tls tls, String apiKey) {
  private static final String TARGET = "LORS_TEMPORAL_ADDRESS";
  private static final String NAMESPACE = "LORS_NAMESPACE";
  private static final String API_KEY = "LORS_TEMPORAL_API_KEY";

  public TemporalConfig {
    if (!apiKey.isEmpty() && !tls.on()) {
      throw new ConfigException(
          "an API key for Temporal would travel in the open: set LORS_TEMPORAL_TLS=true or"
              + " --temporal-tls");
    }
  }

  /** A frontend without TLS in the namespace {@code default}, as development servers have it. */
  public static TemporalConfig plain(String target) {
    return new TemporalConfig(target, "default", Tls.OFF, "");
  }

  /** The same frontend over TLS. */
  public TemporalConfig with(Tls other) {
    return new TemporalConfig(target, namespace, other, apiKey);
  }

  /** The environment that {@link #fromEnvironment} reads back. */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(tls.environment());
    all.put(TARGET, target);
    all.put(NAMESPACE, namespace);
    all.put(API_KEY, apiKey);
    return all;
  }

  /**
   * Reads the environment.
   *
   * @throws ConfigException naming the variable that is missing or wrong
   */
  public static TemporalConfig fromEnvironment(Map<String, String> environment) {
    String target = environment.getOrDefault(TARGET, "");
    if (target.isBlank()) {
      throw new ConfigException("environment variable " + TARGET + " is not set");
    }
    return new TemporalConfig(
        target,
        environment.getOrDefault(NAMESPACE, "default"),
        Tls.fromEnvironment(environment),
        environment.getOrDefault(API_KEY, ""));
  }

  @Override
  public String toString() {
    return target;
  }
}
