package dev.silverbook.generator;

import dev.silverbook.generator.RecordedDay.Book;
import dev.silverbook.generator.RecordedDay.Trade;
import java.util.List;

/** What flow explains of the price, over consecutive bins of several snapshots. */
final class FlowStatistics {

  final double[] returns;
  final double[] orderFlow;
  final double[] signedVolume;

  /** Bins of {@code rows} snapshots of a day without blemishes. */
  FlowStatistics(RecordedDay day, int rows) {
    List<Book> books = day.books;
    int bins = (books.size() - 1) / rows;
    returns = new double[bins];
    orderFlow = new double[bins];
    signedVolume = new double[bins];
    int trade = 0;
    for (int bin = 0; bin < bins; bin++) {
      for (int i = bin * rows + 1; i <= (bin + 1) * rows; i++) {
        Book before = books.get(i - 1);
        Book after = books.get(i);
        returns[bin] += Math.log(after.mid() / before.mid());
        orderFlow[bin] += orderFlowImbalance(before, after);
        while (trade < day.trades.size()
            && day.trades.get(trade).captureMicros() <= after.captureMicros()) {
          Trade fill = day.trades.get(trade++);
          signedVolume[bin] += fill.signedAmount();
        }
      }
    }
  }

  /** Cont, Kukanov &amp; Stoikov (2014), best level. */
  static double orderFlowImbalance(Book before, Book after) {
    double flow = 0;
    if (after.bidPrices()[0] >= before.bidPrices()[0]) {
      flow += after.bidSizes()[0];
    }
    if (after.bidPrices()[0] <= before.bidPrices()[0]) {
      flow -= before.bidSizes()[0];
    }
    if (after.askPrices()[0] <= before.askPrices()[0]) {
      flow -= after.askSizes()[0];
    }
    if (after.askPrices()[0] >= before.askPrices()[0]) {
      flow += before.askSizes()[0];
    }
    return flow;
  }

  /** Slope of the least-squares line of y on x. */
  static double slope(double[] x, double[] y) {
    return covariance(x, y, 0) / covariance(x, x, 0);
  }

  static double correlation(double[] x, double[] y) {
    return laggedCorrelation(x, y, 0);
  }

  /** Correlation of x with the y that comes {@code lag} places later. */
  static double laggedCorrelation(double[] x, double[] y, int lag) {
    return covariance(x, y, lag) / Math.sqrt(covariance(x, x, 0) * covariance(y, y, 0));
  }

  static double deviation(double[] x) {
    return Math.sqrt(covariance(x, x, 0));
  }

  private static double covariance(double[] x, double[] y, int lag) {
    double meanX = mean(x);
    double meanY = mean(y);
    double sum = 0;
    for (int i = 0; i + lag < x.length; i++) {
      sum += (x[i] - meanX) * (y[i + lag] - meanY);
    }
    return sum / x.length;
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }
}
