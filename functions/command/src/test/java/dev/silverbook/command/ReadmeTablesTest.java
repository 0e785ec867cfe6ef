package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.layout.InputFileName;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.understood.BookShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's tables of what is read say what the code knows. */
final class ReadmeTablesTest {

  private static final Path README = Path.of("..", "..", "README.md");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  private String readme;

  @BeforeEach
  void read() throws IOException {
    readme = Files.readString(README);
  }

  /** The row of a table that begins with that cell. */
  private String row(String first) {
    return readme
        .lines()
        .filter(line -> line.startsWith("| " + first + " |"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + first));
  }

  /** What is quoted behind the first cell of a row. */
  private List<String> words(String first) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(row(first).substring(first.length() + 4));
    while (word.find()) {
      words.add(word.group(1));
    }
    return words;
  }

  @Test
  void everyColumnHasItsKnownNamesInTheOrderInWhichTheyCount() {
    for (ColumnRole role : ColumnRole.values()) {
      assertThat(words("`" + role.key() + "`")).isEqualTo(role.names());
    }
  }

  @Test
  void everyShapeOfABookIsThereWithWhoWritesIt() {
    for (BookShape shape : BookShape.values()) {
      assertThat(row(shape.words())).endsWith("| " + shape.writers() + " |");
    }
  }

  @Test
  void everyNameOfADirectoryLevelIsDetected() {
    assertThat(words("day")).startsWith("year", "month", "day", "date", "dt");
    for (String exchange : words("exchange")) {
      for (String symbol : words("symbol")) {
        for (String day : List.of("year=2025/month=03/day=05", "date=2025-03-05", "dt=20250305")) {
          String key = exchange + "=x/" + symbol + "=BTC/" + day + "/a.parquet";
          assertThat(LayoutChoice.DETECTED.place(key)).as(key).isPresent();
        }
      }
    }
  }

  @Test
  void everySuffixIsRead() {
    Matcher suffixes = Pattern.compile("Parquet files \\(([^)]*)\\)").matcher(readme);
    assertThat(suffixes.find()).isTrue();
    Matcher suffix = Pattern.compile("`(\\.[a-z]+)`").matcher(suffixes.group(1));
    int read = 0;
    while (suffix.find()) {
      assertThat(InputFileName.isInput("a" + suffix.group(1))).as(suffix.group(1)).isTrue();
      read++;
    }
    assertThat(read).isEqualTo(4);
  }
}
