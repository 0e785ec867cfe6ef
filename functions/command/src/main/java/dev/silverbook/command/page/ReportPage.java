package dev.silverbook.command.page;

import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One page that needs nothing beside it. Data stands in script elements of JSON that no browser
 * runs; of scripts, the page's policy admits the two of this product by their hashes, and no
 * connection to anywhere.
 */
public final class ReportPage {

  private final ReportData data;
  private final BarPlots plots;

  public ReportPage(ReportData data, BarPlots plots) {
    this.data = data;
    this.plots = plots;
  }

  /**
   * Writes the page as UTF-8 text. Series are read while it is written, one partition at a time.
   *
   * @throws IOException when {@code out} fails
   */
  public void write(Appendable out) throws IOException {
    String library = PageResources.library();
    String scripts = PageResources.scripts();
    Map<String, PageTemplate.Filling> fillings = new LinkedHashMap<>();
    fillings.put("policy", to -> to.append(policy(library, scripts)));
    fillings.put("styles", to -> to.append(PageResources.styles()));
    fillings.put("data", this::writeData);
    fillings.put("library", to -> to.append(library));
    fillings.put("scripts", to -> to.append(scripts));
    new PageTemplate(PageResources.template()).write(fillings, out);
  }

  private static String policy(String library, String scripts) {
    return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src "
        + PageResources.hash(library)
        + " "
        + PageResources.hash(scripts);
  }

  private void writeData(Appendable out) throws IOException {
    writeBlock(out, "overview", data.overview());
    List<Market> markets = data.markets();
    for (int i = 0; i < markets.size(); i++) {
      for (List<LedgerEntry> year : markets.get(i).years()) {
        String id = "days-" + i + "-" + year.get(0).partition().date().getYear();
        writeBlock(out, id, new DayTable(year).json());
      }
    }
    List<LedgerEntry> plotted = data.plotted();
    for (int i = 0; i < plotted.size(); i++) {
      writeBlock(out, "bars-" + i, plots.of(plotted.get(i)));
    }
  }

  private static void writeBlock(Appendable out, String id, Object document) throws IOException {
    out.append("<script type=\"application/json\" id=\"")
        .append(id)
        .append("\">")
        .append(SafeJson.of(document))
        .append("</script>\n");
  }
}
