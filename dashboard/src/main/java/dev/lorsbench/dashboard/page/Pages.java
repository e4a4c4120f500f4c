package dev.lorsbench.dashboard.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The templates, compiled with the code. All output is escaped for the place it stands in. */
public final class Pages {
  private static final String PACKAGE = "dev.lorsbench.dashboard.templates";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), PACKAGE);

  /** Renders {@code src/main/jte/NAME.jte}. */
  public String render(String name, Map<String, Object> parameters) {
    StringOutput out = new StringOutput();
    engine.render(name + ".jte", parameters, out);
    return out.toString();
  }
}
