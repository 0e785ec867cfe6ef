package dev.silverbook.aws.function;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Binds SLF4J to lines of JSON on standard output, which Lambda takes over as they are. Everything
 * in the {@link org.slf4j.MDC} is a field of each line.
 *
 * <p>Not a logging framework with a JSON layout: those cost megabytes and some hundred milliseconds
 * of every cold start, for what is one class here.
 */
public final class JsonLoggerProvider implements SLF4JServiceProvider {

  /** The SLF4J version this is written for. */
  public static final String REQUESTED_API_VERSION = "2.0.99";

  /** Set by Lambda from the function's logging configuration. */
  static final String LEVEL = "AWS_LAMBDA_LOG_LEVEL";

  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new BasicMDCAdapter();

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name ->
        loggers.computeIfAbsent(
            name, known -> new JsonLogger(known, level(known, System.getenv(LEVEL)), context));
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return REQUESTED_API_VERSION;
  }

  @Override
  public void initialize() {
    // Everything is there already.
  }

  /** Our own lines from the level asked for; those of libraries only when they warn. */
  static Level level(String logger, String asked) {
    Level own =
        switch (asked == null ? "" : asked) {
          case "TRACE" -> Level.TRACE;
          case "DEBUG" -> Level.DEBUG;
          case "WARN" -> Level.WARN;
          case "ERROR", "FATAL" -> Level.ERROR;
          default -> Level.INFO;
        };
    boolean ours = logger.startsWith("dev.silverbook.");
    return ours || own.toInt() > Level.WARN.toInt() ? own : Level.WARN;
  }
}
