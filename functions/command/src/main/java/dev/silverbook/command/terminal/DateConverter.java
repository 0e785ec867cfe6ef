package dev.silverbook.command.terminal;

import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an ISO date. */
public final class DateConverter implements ITypeConverter<LocalDate> {

  @Override
  public LocalDate convert(String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException e) {
      // The cause would only repeat this in the words of a library.
      throw new TypeConversionException(
          "'" + value + "' is not a date; write YYYY-MM-DD, for example 2024-08-08");
    }
  }
}
