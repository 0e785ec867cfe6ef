// Plots of one partition's bars. Time is seconds since midnight UTC of the path's day.

const TIME_STEPS = [1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200];
const BASIS_POINTS = 10000;

function scaled(values, factor) {
  return values.map(value => (value === null ? null : value * factor));
}

function axisNumbers(plot, splits, index, room, step) {
  const most = Math.max(...splits.map(Math.abs));
  if (most !== 0 && (most < 1e-4 || most >= 1e9)) return splits.map(value => significant(value, 3));
  // As many decimals as the step has: 0.25 has two, though it is more than a tenth.
  let digits = 0;
  while (digits < 8 && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits++;
  return splits.map(value => decimals(value, digits).replace("-", "\u2212"));
}

function timeAxis() {
  return {
    stroke: colour("muted"),
    grid: {stroke: colour("grid"), width: 1},
    ticks: {stroke: colour("line"), width: 1},
    incrs: TIME_STEPS,
    values: (plot, splits) => splits.map(clock)
  };
}

function valueAxis(label, options) {
  return Object.assign({
    stroke: colour("muted"),
    grid: {stroke: colour("grid"), width: 1},
    ticks: {stroke: colour("line"), width: 1},
    values: axisNumbers,
    size: (plot, values) => 14 + 7 * Math.max(3, ...(values || []).map(value => value.length)),
    label,
    labelSize: 16,
    labelFont: "11px system-ui, sans-serif",
    labelGap: 2
  }, options);
}

function rightAxis(scale, label) {
  return valueAxis(label, {scale, side: 1, grid: {show: false}});
}

function line(label, stroke, options) {
  return Object.assign({
    label,
    stroke,
    width: 1.25,
    points: {show: false},
    spanGaps: false,
    value: (plot, value) => significant(value, 6)
  }, options);
}

function timeOptions(axes, series, more) {
  return Object.assign({
    scales: {x: {time: false}},
    cursor: {sync: {key: "bars"}, drag: {x: true, y: false}, points: {size: 5}},
    axes: [timeAxis(), ...axes],
    series: [{label: "UTC", value: (plot, value) => (value === null || value === undefined ? "\u2013" : clock(value))}, ...series]
  }, more);
}

// Each says what it needs; without it, words stand in its place.
const PLOTS = [
  {
    id: "mid",
    title: "Mid, bid and ask",
    caption: "close of the bar; bid and ask are the mean mid \u00b1 half the mean spread",
    needs: ["close_mid", "mean_mid", "mean_relative_spread"],
    lacking: "no usable book",
    make(bars) {
      const {close_mid: mid, mean_mid: mean, mean_relative_spread: spread} = bars.series;
      const side = sign => mean.map((value, i) => (value === null || spread[i] === null ? null : value * (1 + sign * spread[i] / 2)));
      return {
        data: [bars.end, side(-1), side(1), mid],
        options: timeOptions(
          [valueAxis("quote")],
          [
            line("bid", colour("series-3"), {width: 0.75, value: (plot, value) => significant(value, 9)}),
            line("ask", colour("series-3"), {width: 0.75, value: (plot, value) => significant(value, 9)}),
            line("mid", colour("series-1"), {value: (plot, value) => significant(value, 9)})
          ],
          {bands: [{series: [2, 1], fill: colour("band")}]})
      };
    }
  },
  {
    id: "spread",
    title: "Spread and regime",
    caption: "time-weighted relative spread; its percentile among recent spreads (1 is the widest)",
    needs: ["mean_relative_spread", "spread_percentile"],
    lacking: "no usable book",
    make(bars) {
      return {
        data: [bars.end, bars.series.spread_percentile, scaled(bars.series.mean_relative_spread, BASIS_POINTS)],
        options: timeOptions(
          [valueAxis("bp"), rightAxis("share", "percentile")],
          [
            line("percentile", colour("faint"), {scale: "share", width: 0.75, value: (plot, value) => significant(value, 3)}),
            line("spread, bp", colour("series-1"))
          ],
          {scales: {x: {time: false}, share: {range: [0, 1]}}})
      };
    }
  },
  {
    id: "impact",
    title: "Order flow against return",
    caption: "",
    needs: ["ofi", "log_return"],
    lacking: "no bars with both order flow and return",
    make(bars) {
      const points = [];
      bars.series.ofi.forEach((flow, i) => {
        const ret = bars.series.log_return[i];
        if (flow !== null && ret !== null) points.push([flow, ret * BASIS_POINTS]);
      });
      points.sort((a, b) => a[0] - b[0]);
      const fit = leastSquares(points);
      const x = points.map(point => point[0]);
      return {
        points: points.length,
        caption: fit
          ? "bars; correlation " + significant(fit.correlation, 2) + ", slope " + significant(fit.slope, 3) + " bp per base unit"
          : "bars",
        data: [x, points.map(point => point[1]), x.map(value => (fit ? fit.level + fit.slope * value : null))],
        options: {
          scales: {x: {time: false}},
          cursor: {drag: {x: true, y: true, uni: 20}, points: {size: 7}},
          axes: [
            Object.assign(timeAxis(), {incrs: undefined, values: axisNumbers, label: "OFI, base units", labelSize: 18, labelFont: "11px system-ui, sans-serif"}),
            valueAxis("log return, bp")
          ],
          series: [
            {label: "OFI", value: (plot, value) => significant(value, 5)},
            {
              label: "return, bp",
              stroke: colour("point"),
              paths: () => null,
              points: {show: true, size: 4, width: 0, fill: colour("point"), stroke: colour("point")},
              value: (plot, value) => significant(value, 4)
            },
            line("fit", colour("series-2"))
          ]
        }
      };
    }
  },
  {
    id: "volume",
    title: "Volume and buy share",
    caption: "base units a bar, bought below and sold above; share that aggressors bought in the last 30 bars",
    needs: ["volume", "buy_volume"],
    lacking: "no trades",
    make(bars) {
      const {volume, buy_volume: bought} = bars.series;
      const share = shareOfLast(bought, volume, 30);
      const columns = uPlot.paths.bars({size: [0.9, 40], align: -1});
      return {
        data: [bars.end, volume, bought, share],
        options: timeOptions(
          [valueAxis("base"), rightAxis("share", "buy share")],
          [
            line("sold", colour("sell"), {fill: colour("sell"), width: 0, paths: columns,
              value: (plot, value, series, i) => (i === null || i === undefined || value === null ? "\u2013" : significant(value - bought[i], 5))}),
            line("bought", colour("buy"), {fill: colour("buy"), width: 0, paths: columns}),
            line("buy share", colour("share"), {scale: "share", width: 1, value: (plot, value) => significant(value, 3)})
          ],
          {scales: {x: {time: false}, y: {range: (plot, low, high) => [0, (high || 1) * 1.05]}, share: {range: [0, 1]}}})
      };
    }
  },
  {
    id: "volatility",
    title: "Realized volatility",
    caption: "of the bar's returns; bipower leaves jumps out",
    needs: ["realized_vol"],
    lacking: "no returns within bars",
    make(bars) {
      const data = [bars.end, scaled(bars.series.realized_vol, BASIS_POINTS)];
      const series = [line("realized, bp", colour("series-1"))];
      if (bars.series.bipower_vol) {
        data.push(scaled(bars.series.bipower_vol, BASIS_POINTS));
        series.push(line("bipower, bp", colour("series-2"), {width: 1}));
      }
      return {data, options: timeOptions([valueAxis("bp")], series)};
    }
  },
  {
    id: "toxicity",
    title: "VPIN and Kyle's lambda",
    caption: "at the end of the bar: share of one-sided flow; price moved per base unit traded",
    needs: ["vpin", "kyle_lambda"],
    lacking: "no trades, or too few to fill a bucket or window",
    make(bars) {
      return {
        data: [bars.end, bars.series.vpin, bars.series.kyle_lambda],
        options: timeOptions(
          [valueAxis("VPIN"), rightAxis("lambda", "lambda")],
          [
            line("VPIN", colour("series-1"), {value: (plot, value) => significant(value, 3)}),
            line("lambda", colour("series-2"), {scale: "lambda", width: 1, value: (plot, value) => significant(value, 4)})
          ])
      };
    }
  }
];

// Of a bar alone it jumps between all and nothing, and hides the columns.
function shareOfLast(part, whole, bars) {
  return whole.map((_, i) => {
    let parts = 0;
    let all = 0;
    for (let j = Math.max(0, i - bars + 1); j <= i; j++) {
      parts += part[j] || 0;
      all += whole[j] || 0;
    }
    return all > 0 ? parts / all : null;
  });
}

function leastSquares(points) {
  const n = points.length;
  if (n < 3) return null;
  const meanX = points.reduce((sum, point) => sum + point[0], 0) / n;
  const meanY = points.reduce((sum, point) => sum + point[1], 0) / n;
  let xx = 0, xy = 0, yy = 0;
  for (const [x, y] of points) {
    xx += (x - meanX) * (x - meanX);
    xy += (x - meanX) * (y - meanY);
    yy += (y - meanY) * (y - meanY);
  }
  if (xx === 0 || yy === 0) return null;
  return {slope: xy / xx, level: meanY - xy / xx * meanX, correlation: xy / Math.sqrt(xx * yy)};
}

function drawPlots(target, bars) {
  const drawn = [];
  for (const plot of PLOTS) {
    const caption = element("figcaption", "", element("b", "", plot.title));
    const figure = element("figure", "", caption);
    figure.id = "plot-" + plot.id;
    target.append(figure);
    const absent = plot.needs.filter(column => !bars.series[column]);
    const empty = plot.needs.every(column => !absent.includes(column) && bars.series[column].every(value => value === null));
    if (absent.length > 0 || empty) {
      caption.append(absent.length > 0
        ? "not drawn: the bars have no column " + absent.join(", ") + "; run again with this version"
        : "nothing to draw: " + plot.lacking);
      continue;
    }
    const made = plot.make(bars);
    if (made.points === 0) {
      caption.append("nothing to draw: " + plot.lacking);
      continue;
    }
    caption.append(made.caption || plot.caption);
    const width = Math.max(240, figure.clientWidth);
    drawn.push(new uPlot(Object.assign({width, height: 210, legend: {live: true}}, made.options), made.data, figure));
    const canvas = figure.querySelector("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", plot.title + ", " + bars.kind + " bars");
  }
  return drawn;
}
