package dev.lorsbench.dashboard;

import dev.lorsbench.dashboard.access.Deadlines;
import dev.lorsbench.dashboard.access.Refusals;
import dev.lorsbench.dashboard.access.Targets;
import io.javalin.config.JettyConfig;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;

/** Where the server listens, and what it bears from a client before any handler is asked. */
final class Listening {
  private static final int NO_LIMIT = -1;

  private Listening() {}

  static void configure(JettyConfig jetty, DashboardOptions options, Refusals refusals) {
    Deadlines deadlines = new Deadlines(options.limits());
    deadlines.setHandler(new SizeLimitHandler(options.limits().bytes(), NO_LIMIT));
    jetty.modifyServer(
        server -> {
          server.setHandler(deadlines);
          server.setErrorHandler(refusals);
        });
    jetty.modifyServletContextHandler(context -> context.setErrorHandler(refusals));
    jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = new ServerConnector(server, new Targets(http));
          connector.setHost(options.host());
          connector.setPort(options.port());
          connector.addBean(deadlines, false);
          return connector;
        });
  }
}
