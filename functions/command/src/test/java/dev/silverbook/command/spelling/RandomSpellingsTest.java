package dev.silverbook.command.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.Ran;
import dev.silverbook.command.files.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random days in random spellings give the bytes that their canonical spelling gives. More of them:
 * {@code -Dsilverbook.spellings=5000}; one of them: {@code -Dsilverbook.spelling=SEED}; with {@code
 * -Dsilverbook.spelling.kept=DIRECTORY} the lakes that differ stay there.
 */
class RandomSpellingsTest {

  private static final int SPELLINGS = Integer.getInteger("silverbook.spellings", 40);
  private static final long FIRST_SEED = Long.getLong("silverbook.spelling", 20_250_305L);
  private static final String KEPT = System.getProperty("silverbook.spelling.kept");
  private static final int MOST_FAULTS = 5;
  private static final String OUTPUTS = "outputs: [orderbook, bars]\n";
  private static final int TRAILER = 8;

  @TempDir private Path temporary;

  @Test
  void everySpellingGivesTheFeaturesOfTheCanonicalOne() throws IOException {
    List<String> faults = new ArrayList<>();
    Path directory = KEPT == null ? temporary : Path.of(KEPT);
    for (int i = 0; i < SPELLINGS && faults.size() < MOST_FAULTS; i++) {
      long seed = FIRST_SEED + i;
      Path lake = directory.resolve("lake-" + seed);
      Spelling spelling = new Spelling(seed);
      spelling.write(lake.resolve("spelled"));
      spelling.writeCanonical(lake.resolve("canonical"));
      Files.writeString(lake.resolve("spelled.yaml"), OUTPUTS + spelling.configuration());
      Files.writeString(lake.resolve("canonical.yaml"), OUTPUTS);

      String fault = compare(lake, spelling);

      if (!fault.isEmpty()) {
        faults.add(
            "seed "
                + seed
                + " (-Dsilverbook.spellings=1 -Dsilverbook.spelling="
                + seed
                + "): "
                + fault
                + "\n"
                + spelling);
      }
      if (KEPT == null || fault.isEmpty()) {
        FileTree.delete(lake);
      }
    }
    assertThat(String.join("\n\n", faults)).isEmpty();
  }

  private static String compare(Path lake, Spelling spelling) throws IOException {
    Ran canonical = run(lake, "canonical", "");
    if (canonical.exitCode() != 0) {
      return "the canonical lake gives exit " + canonical.exitCode() + ": " + canonical.err();
    }
    Ran spelled = run(lake, "spelled", spelling.layout());
    if (spelled.exitCode() != 0) {
      return "exit " + spelled.exitCode() + ": " + spelled.err() + spelled.out();
    }
    Map<String, byte[]> expected = content(lake.resolve("canonical-out/silver"));
    Map<String, byte[]> found = content(lake.resolve("spelled-out/silver"));
    if (!found.keySet().equals(expected.keySet())) {
      return "wrote " + found.keySet() + ", expected " + expected.keySet();
    }
    for (Map.Entry<String, byte[]> file : expected.entrySet()) {
      if (!Arrays.equals(found.get(file.getKey()), file.getValue())) {
        return file.getKey() + " differs from its canonical spelling's; said: " + spelled.err();
      }
    }
    return "";
  }

  private static Ran run(Path lake, String name, String layout) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--input",
                name + "/orderbook",
                "--trades",
                name + "/trades",
                "--output",
                name + "-out",
                "--config",
                name + ".yaml",
                "--workers",
                "1"));
    if (!layout.isEmpty()) {
      arguments.addAll(List.of("--layout", layout));
    }
    return Ran.in(lake, arguments.toArray(String[]::new));
  }

  /** Each output's bytes up to its footer, which says what the input was; by dataset. */
  private static Map<String, byte[]> content(Path silver) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(silver)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".parquet")).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        int trailer = bytes.length - TRAILER;
        int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(trailer);
        content.put(
            silver.relativize(file).getName(0) + "/" + file.getFileName() + " " + content.size(),
            Arrays.copyOf(bytes, trailer - footer));
      }
    }
    return content;
  }
}
