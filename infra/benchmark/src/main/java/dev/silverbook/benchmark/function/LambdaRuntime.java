package dev.silverbook.benchmark.function;

import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Scratch;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Lambda's runtime interface client below an unpacked artifact. Its jars come last on the class
 * path: where the artifact ships the same class, the artifact's is measured.
 *
 * @param task the unpacked artifact
 * @param jars the client's
 * @param library its native library, unpacked here once; the client itself would do it at each
 *     start
 */
public record LambdaRuntime(Path task, List<Path> jars, Path library) {

  private static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Unpacks the worker of a checkout. */
  static LambdaRuntime ofWorker(Path home, Scratch scratch) throws IOException {
    Path zip = home.resolve("functions/worker/target/worker.zip");
    Path task = scratch.path().resolve("worker");
    unzip(zip, task);
    // Put there by the build.
    Path directory = home.resolve("infra/benchmark/target/lambda-runtime");
    List<Path> jars;
    try (Stream<Path> files = Files.list(directory)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    return new LambdaRuntime(task, jars, library(directory, jars, scratch));
  }

  /** The command that runs the artifact. */
  List<String> command(List<String> jvmOptions, String handler) {
    List<String> options = new ArrayList<>(jvmOptions);
    options.add("-D" + LIBRARY_PROPERTY + "=" + library);
    options.add("-cp");
    // Without the directory itself, in which there are no classes: an archive allows jars only.
    options.add(
        task.resolve("lib").resolve("*")
            + File.pathSeparator
            + jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    return JavaCommand.of(options, MAIN_CLASS, handler);
  }

  private static Path library(Path directory, List<Path> jars, Scratch scratch) throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "jni/libaws-lambda-jni.linux-" + architecture + ".so";
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry(name);
        if (entry != null) {
          Path library = scratch.path().resolve("libaws-lambda-jni.so");
          try (InputStream bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, library);
          }
          return library;
        }
      }
    }
    throw new IOException("no jar in " + directory + " has " + name);
  }

  /** Unpacks an artifact as Lambda does. */
  static void unzip(Path zip, Path directory) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException(zip + " has an entry outside of itself: " + entry.getName());
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
}
