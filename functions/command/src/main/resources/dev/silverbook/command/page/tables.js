// Totals and the lists below the calendar. Long lists start short and grow by a button.

const LIST_START = 10;
const LIST_STEP = 100;

function total(value, label, letter) {
  const shown = element("b", "");
  if (letter) shown.append(swatch(letter));
  shown.append(value);
  return element("div", "total", shown, element("span", "", label));
}

function stateCounts() {
  const counts = {g: 0, d: 0, f: 0, o: 0, m: 0};
  for (const market of markets) {
    for (const letter of market.states) counts[letter]++;
  }
  return counts;
}

function showTotals() {
  const counts = stateCounts();
  const sum = key => markets.reduce((all, market) => all + market[key], 0);
  const seconds = sum("millis") / 1000;
  const rows = sum("rows");
  byId("totals").append(
    total(count(markets.length), markets.length === 1 ? "symbol" : "symbols"),
    total(count(counts.g), "good days", "g"),
    total(count(counts.d), "degraded", "d"),
    total(count(counts.f), "failed", "f"),
    ...(counts.o > 0 ? [total(count(counts.o), "open", "o")] : []),
    total(count(counts.m), "missing", "m"),
    total(short(rows), "rows written"),
    total(short(sum("trades")), "trades read"),
    total(bytes(sum("bytesIn")), "read"),
    total(bytes(sum("bytesOut")), "written"),
    total(span(seconds), "of work"),
    total(seconds > 0 ? count(rows / seconds) : "\u2013", "rows/s a worker"));
}

function growingTable(target, headings, entries, makeRow) {
  const body = element("tbody", "");
  const head = element("tr", "", ...headings.map(([text, kind]) => {
    const cell = element("th", kind || "", text);
    cell.scope = "col";
    return cell;
  }));
  const table = element("table", "list", element("thead", "", head), body);
  const button = element("button", "more");
  button.type = "button";
  let shown = 0;
  function grow(step) {
    const until = Math.min(entries.length, shown + step);
    for (; shown < until; shown++) body.append(makeRow(entries[shown]));
    button.hidden = shown === entries.length;
    button.textContent = "Show more (" + count(shown) + " of " + count(entries.length) + ")";
  }
  button.addEventListener("click", () => grow(LIST_STEP));
  grow(LIST_START);
  target.append(element("div", "scroll", table), button);
}

function dayButton(market, day) {
  const button = element("button", "link", isoDay(day));
  button.type = "button";
  button.addEventListener("click", () => selectDay(market, day, true));
  return button;
}

function newestFirst(entries, dayOf) {
  return entries.slice().sort((a, b) => dayOf(b) - dayOf(a));
}

function showFailures() {
  if (overview.failures.length === 0) return;
  byId("failures-section").hidden = false;
  const target = byId("failures");
  target.append(element("p", "muted", "Try failed partitions again with ", element("code", "", overview.retry)));
  growingTable(target, [["Day"], ["Symbol"], ["State"], ["What happened, and what to do", "wide"]], newestFirst(overview.failures, failure => failure.day), failure => {
    const what = element("td", "wide",
      element("div", "", element("code", "", failure.reason), " ", failure.message),
      element("div", "", failure.advice));
    if (failure.object && !failure.message.includes(failure.object)) {
      what.append(element("div", "muted", failure.object + (failure.row === undefined ? "" : ", row " + count(failure.row))));
    }
    return element("tr", "",
      element("td", "day", dayButton(failure.market, failure.day)),
      element("td", "day", marketName(markets[failure.market])),
      element("td", "day", failure.status + (failure.attempts > 1 ? ", " + failure.attempts + " attempts" : "")),
      what);
  });
}

function showDegraded() {
  if (overview.degraded.length === 0) return;
  byId("degraded-section").hidden = false;
  growingTable(byId("degraded"), [["Day"], ["Symbol"], ["Reasons", "wide"]], newestFirst(overview.degraded, entry => entry[1]), ([market, day, reasons]) =>
    element("tr", "",
      element("td", "day", dayButton(market, day)),
      element("td", "day", marketName(markets[market])),
      element("td", "wide", ...reasons.map(reason => element("div", "", reasonWords(reason))))));
}

function showThroughput() {
  if (markets.length === 0) return;
  byId("throughput-section").hidden = false;
  const headings = [["Symbol"], ["Exchange"], ["First day"], ["Last day"], ["Good", "number"], ["Degraded", "number"], ["Failed", "number"], ["Missing", "number"], ["Rows", "number"], ["Read", "number"], ["Written", "number"], ["Work", "number"], ["Rows/s", "number"]];
  growingTable(byId("throughput"), headings, markets, market => {
    const number = text => element("td", "number", text);
    const of = letter => {
      let found = 0;
      for (const each of market.states) found += each === letter ? 1 : 0;
      return count(found);
    };
    return element("tr", "",
      element("td", "day", market.symbol),
      element("td", "day", market.exchange),
      element("td", "day", isoDay(market.first)),
      element("td", "day", isoDay(lastDay(market))),
      number(of("g")), number(of("d")), number(of("f")), number(of("m")),
      number(count(market.rows)), number(bytes(market.bytesIn)), number(bytes(market.bytesOut)),
      number(span(market.millis / 1000)),
      number(market.millis > 0 ? count(market.rows * 1000 / market.millis) : "\u2013"));
  });
}
