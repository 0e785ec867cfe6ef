package dev.silverbook.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.CopiedCommand;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ShellCommandTest {

  @Test
  void wordsThatNeedNoQuotesHaveNone() {
    assertThat(
            ShellCommand.silverbook(
                    "status", "--output", "/data/out", "--symbol", "BTC/USDT,ETH~USDT")
                .toString())
        .isEqualTo("silverbook status --output /data/out --symbol 'BTC/USDT,ETH~USDT'");
  }

  @Test
  void aShellReadsEveryWordAsItWas() throws Exception {
    String[] words = {
      "run", "my lake", "", "it's", "$HOME", "a\"b", "*", "~", "für", "a\\b", "x;y"
    };

    assertThat(CopiedCommand.arguments(ShellCommand.silverbook(words).toString()))
        .containsExactly(words);
  }

  @Test
  void anOptionWithoutAValueIsLeftOut() {
    assertThat(
            ShellCommand.silverbook("retry")
                .with("--stack", Optional.of("my stack"))
                .with("--queue", Optional.empty())
                .toString())
        .isEqualTo("silverbook retry --stack 'my stack'");
  }
}
