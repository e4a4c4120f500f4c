package dev.lorsbench.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/** Where log lines go: nowhere by default, so that a terminal shows what its user asked for. */
public final class Logs {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{30} - %msg%n%ex{full}%nopex";

  private Logs() {}

  /** Whether the user asked for stack traces and debug lines. */
  public static boolean debug() {
    String value = System.getenv("LORS_DEBUG");
    return value != null && !value.isEmpty() && !value.equals("0");
  }

  /** Silences every logger, or sends all to stderr where {@link #debug()}. */
  static void quiet() {
    LogManager.getLogManager().reset();
    Logger root = root();
    root.detachAndStopAllAppenders();
    root.setLevel(Level.INFO);
    if (debug()) {
      ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
      stderr.setTarget("System.err");
      attach(stderr);
      root.getLoggerContext().getLogger("dev.lorsbench").setLevel(Level.DEBUG);
    }
  }

  /** Sends log lines to stderr, for processes whose output a supervisor or container keeps. */
  public static void toStderr() {
    if (!debug()) {
      ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
      stderr.setTarget("System.err");
      attach(stderr);
    }
  }

  /** Adds log lines to a file of at most 10 MB; the last three are kept. */
  public static void toFile(Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setFile(file.toString());
    appender.setContext(context());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context());
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(3);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setMaxFileSize(FileSize.valueOf("10MB"));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    attach(appender);
  }

  private static void attach(OutputStreamAppender<ILoggingEvent> appender) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context());
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context());
    appender.setEncoder(encoder);
    appender.start();
    root().addAppender(appender);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static Logger root() {
    return context().getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
