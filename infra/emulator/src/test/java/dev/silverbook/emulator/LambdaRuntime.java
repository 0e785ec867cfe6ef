package dev.silverbook.emulator;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lambda's runtime interface client, from the tests' own class path: what Lambda puts below every
 * Java function.
 */
final class LambdaRuntime {

  private static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String JARS = "aws-lambda-java-";
  private static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /**
   * Most of these processes live for seconds; overrides the template's choice, which is for days.
   */
  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  private final Path library;
  private final FunctionsJava java;

  /**
   * Unpacks its native library. Left to itself every process would write the same file below /tmp,
   * and crash those that are just loading it.
   */
  LambdaRuntime(Path directory, FunctionsJava java) throws IOException {
    this.java = java;
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String resource = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
    this.library = directory.resolve("libaws-lambda-jni.so");
    try (InputStream bytes = LambdaRuntime.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new FileNotFoundException("the runtime interface client has no " + resource);
      }
      Files.copy(bytes, library);
    }
  }

  /** The command that runs an unpacked artifact. */
  List<String> command(LambdaFunction function, Path task, int heapMib) {
    return List.of(
        java.launcher().toString(),
        "-Xmx" + heapMib + "m",
        FIRST_COMPILER_ONLY,
        "-D" + LIBRARY_PROPERTY + "=" + library,
        "-cp",
        String.join(File.pathSeparator, jars(), task.toString(), task + "/lib/*"),
        MAIN_CLASS,
        function.handler());
  }

  private static String jars() {
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Path.of(entry).getFileName().toString().startsWith(JARS))
            .collect(Collectors.joining(File.pathSeparator));
    if (jars.isEmpty()) {
      throw new IllegalStateException("the class path has no " + JARS + "*");
    }
    return jars;
  }
}
