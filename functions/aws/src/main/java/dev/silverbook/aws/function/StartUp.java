package dev.silverbook.aws.function;

import dev.silverbook.aws.Environment;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Makes a function's parts once, and says clearly why when that fails. */
public final class StartUp {

  private StartUp() {}

  /**
   * Makes them.
   *
   * @param function whose log line it is
   * @param variables the process environment
   * @param parts reads what it needs, and throws when something is missing or wrong
   */
  public static <T> T of(
      Class<?> function, Map<String, String> variables, Function<Environment, T> parts) {
    try {
      return parts.apply(new Environment(variables));
    } catch (RuntimeException e) {
      // Lambda shows the exception to nobody who did not invoke the function himself.
      LoggerFactory.getLogger(function).error("cannot start: {}", e.getMessage());
      throw e;
    }
  }
}
