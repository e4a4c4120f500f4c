package dev.lorsbench.models.testing;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the golden cases of a test from its resources. */
public final class GoldenCases {
  private GoldenCases() {}

  /**
   * The cases of a file that is a JSON array.
   *
   * @param test whose resource it is
   * @param one what a case is
   */
  @SuppressWarnings("unchecked") // Gson makes a list of what it was told
  public static <T> List<T> of(Class<?> test, String file, Class<T> one) throws IOException {
    try (InputStream in = test.getResourceAsStream(file)) {
      return (List<T>)
          new Gson()
              .fromJson(
                  new InputStreamReader(in, StandardCharsets.UTF_8),
                  TypeToken.getParameterized(List.class, one));
    }
  }
}
