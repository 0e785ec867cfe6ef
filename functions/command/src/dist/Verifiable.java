import static java.lang.classfile.ClassFile.StackMapsOption.GENERATE_STACK_MAPS;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.ClassFileVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives classes of Java 1.5 the stack maps of Java 7 and later: without, the JVM checks them by
 * inference at each start and keeps them out of its archives. Nothing else of them changes. Run as
 * a program of one file with the directory of all classes.
 */
final class Verifiable {

  private static final int FIRST_WITH_STACK_MAPS = 50;
  private static final int WRITTEN = 51;

  private Verifiable() {}

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    ClassHierarchyResolver classes =
        ClassHierarchyResolver.ofResourceParsing(
                name -> {
                  Path file =
                      root.resolve(
                          name.packageName().replace('.', '/')
                              + (name.packageName().isEmpty() ? "" : "/")
                              + name.displayName()
                              + ".class");
                  try {
                    return Files.exists(file) ? Files.newInputStream(file) : null;
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                })
            .orElse(ClassHierarchyResolver.defaultResolver());
    ClassFile format =
        ClassFile.of(
            GENERATE_STACK_MAPS, ClassFile.ClassHierarchyResolverOption.of(classes));
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    int changed = 0;
    for (Path file : files) {
      ClassModel model = format.parse(Files.readAllBytes(file));
      if (model.majorVersion() < FIRST_WITH_STACK_MAPS) {
        Files.write(
            file,
            format.transformClass(
                model,
                ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
                    .andThen(
                        (builder, element) -> {
                          if (element instanceof ClassFileVersion) {
                            builder.with(ClassFileVersion.of(WRITTEN, 0));
                          } else {
                            builder.with(element);
                          }
                        })));
        changed++;
      }
    }
    System.out.println("distribution: stack maps for " + changed + " classes of Java 1.5");
  }
}
