package dev.silverbook.aws.standin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Lambda's runtime interface client below an unpacked artifact: what Lambda puts below every Java
 * function. Its jars come last on the class path: where the artifact ships the same class, the
 * artifact's runs.
 *
 * @param jars the client's
 * @param library its native library. Left to itself every process would unpack the same file below
 *     /tmp, and crash those that are just loading it
 */
public record LambdaRuntime(List<Path> jars, Path library) {

  private static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** As the managed runtimes start Java: the client's own context is the one hooks are put in. */
  private static final String SNAPSHOT_HOOKS =
      "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  private static final String JARS = "aws-lambda-java-";

  /** Copies. */
  public LambdaRuntime {
    jars = List.copyOf(jars);
  }

  /**
   * Unpacks the native library.
   *
   * @param jars the client's
   * @param directory where the library goes
   * @throws IOException when none of the jars has it
   */
  public static LambdaRuntime of(List<Path> jars, Path directory) throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "jni/libaws-lambda-jni.linux-" + architecture + ".so";
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry(name);
        if (entry != null) {
          Path library = directory.resolve("libaws-lambda-jni.so");
          try (InputStream bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, library);
          }
          return new LambdaRuntime(jars, library);
        }
      }
    }
    throw new IOException("none of " + jars + " has " + name);
  }

  /** The same of the client on this process's own class path. */
  public static LambdaRuntime ofClassPath(Path directory) throws IOException {
    return of(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> entry.getFileName().toString().startsWith(JARS))
            .toList(),
        directory);
  }

  /**
   * Unpacks an artifact as Lambda does.
   *
   * @throws IOException when it is not there, or has an entry outside of the directory
   */
  public static void unpack(Path artifact, Path directory) throws IOException {
    if (!Files.isRegularFile(artifact)) {
      throw new IOException(artifact + " is missing; build it with mvn package");
    }
    try (InputStream file = Files.newInputStream(artifact);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException(artifact + " has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(entries, target);
        }
      }
    }
  }

  /**
   * The command that runs an unpacked artifact.
   *
   * @param java the launcher
   * @param options of the JVM
   * @param task the unpacked artifact; the artifacts have jars in {@code lib} and nothing beside it
   * @param handler the entry point
   */
  public List<String> command(Path java, List<String> options, Path task, String handler) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.add("-D" + LIBRARY_PROPERTY + "=" + library);
    command.add(SNAPSHOT_HOOKS);
    command.add("-cp");
    // Without the task itself: an archive of classes allows jars only.
    command.add(
        task.resolve("lib").resolve("*")
            + File.pathSeparator
            + jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(MAIN_CLASS);
    command.add(handler);
    return command;
  }

  /**
   * The variables that Lambda itself sets. See <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">its list</a>.
   *
   * @param api where the function takes its events from
   * @param name of the function
   * @param memoryMib what it is told that it has
   */
  public static Map<String, String> environment(
      RuntimeApi api, String name, String handler, int memoryMib, Path task) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("_HANDLER", handler);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMib));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", name);
    environment.put("LAMBDA_TASK_ROOT", task.toString());
    environment.put("TZ", ":UTC");
    environment.put("LANG", "en_US.UTF-8");
    return environment;
  }
}
