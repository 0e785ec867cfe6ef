package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/tour.md from its first line to its last; its Python is run by the build server. */
final class TourTest {

  private static final Path TOUR = Path.of("..", "..", "docs", "tour.md");
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w+)(?: (\\S+))?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PLACE = Pattern.compile("'(silverbook-demo|labelled)/");

  @TempDir private Path directory;

  @Test
  void everyCommandWorksAndEveryQueryAnswersWhatThePageShows() throws IOException, SQLException {
    int commands = 0;
    int queries = 0;
    List<String> answer = List.of();
    Matcher fence = FENCE.matcher(Files.readString(TOUR));
    while (fence.find()) {
      String content = fence.group(3);
      switch (fence.group(1)) {
        case "yaml" -> Files.writeString(directory.resolve(fence.group(2)), content);
        case "sh" -> {
          follow(content.strip());
          commands++;
        }
        case "sql" -> {
          answer = answer(content);
          queries++;
        }
        case "text" -> {
          if (!answer.isEmpty()) {
            assertThat(answer).isEqualTo(content.lines().map(String::stripTrailing).toList());
          }
          answer = List.of();
        }
        case "python" -> assertThat(answer).as("a query without an answer").isEmpty();
        default -> throw new AssertionError("nobody runs " + fence.group());
      }
    }
    assertThat(commands).isEqualTo(4);
    assertThat(queries).isEqualTo(4);
  }

  private void follow(String command) {
    String[] words = command.split(" +", -1);
    assertThat(words[0]).isEqualTo("silverbook");
    Ran ran = Ran.in(directory, Arrays.copyOfRange(words, 1, words.length));
    assertThat(ran.exitCode()).as("%s: %s", command, ran.err()).isZero();
  }

  private List<String> answer(String query) throws SQLException {
    String here = Matcher.quoteReplacement(directory.toString());
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(PLACE.matcher(query).replaceAll("'" + here + "/$1/"))) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(result.getString(i));
        }
        rows.add(String.join("|", values).stripTrailing());
      }
    }
    assertThat(rows).as(query).isNotEmpty();
    return rows;
  }
}
