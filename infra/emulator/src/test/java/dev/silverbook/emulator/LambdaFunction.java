package dev.silverbook.emulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A function as the template describes it.
 *
 * @param name its logical id
 * @param artifact the zip that it runs from
 * @param handler class name
 * @param memoryMib all memory it has
 * @param timeout of one invocation
 * @param environment its variables, worked out
 */
record LambdaFunction(
    String name,
    Path artifact,
    String handler,
    int memoryMib,
    Duration timeout,
    Map<String, String> environment) {

  LambdaFunction {
    environment = Map.copyOf(environment);
  }
}
