// One day: why it is what it is, its plots, and what was measured.

const tables = new Map();
let dayPlots = [];
let dayShown = null;

// The way back from PackedColumn: one value for all days, or a list.
function unpacked(columns, name) {
  const packed = columns[name];
  if (packed === null || typeof packed !== "object" || Array.isArray(packed)) return packed;
  if (packed.like) return unpacked(columns, packed.like);
  if (packed.of) return packed.at.split(" ").map(index => packed.of[parseInt(index, 36)]);
  const scale = 10 ** (packed.decimals || 0);
  let sum = 0;
  return packed.by.split(" ").map(word => word === "_" ? null : (sum += parseInt(word, 36)) / scale);
}

function dayTable(id) {
  const columns = block(id).columns;
  const table = {};
  for (const name of Object.keys(columns)) table[name] = unpacked(columns, name);
  return table;
}

function dayFacts(market, day) {
  const id = "days-" + market + "-" + new Date(day * DAY_MILLIS).getUTCFullYear();
  if (!byId(id)) return null;
  if (!tables.has(id)) tables.set(id, dayTable(id));
  const columns = tables.get(id);
  const days = columns.day;
  const index = Array.isArray(days) ? days.indexOf(day) : days === day ? 0 : -1;
  if (index < 0) return null;
  const facts = {};
  for (const name of Object.keys(columns)) {
    const column = columns[name];
    facts[name] = Array.isArray(column) ? column[index] : column;
  }
  for (const name of Object.keys(facts).filter(each => each.endsWith("OfDay"))) {
    if (facts[name] !== null) facts[name.slice(0, -5) + "Micros"] = (day * DAY_MILLIS + facts[name]) * 1000;
    delete facts[name];
  }
  return facts;
}

// What the groups below show; what a later version measures beyond that comes under "More".
const SHOWN_ELSEWHERE = ["day", "status", "updated", "run", "attempts", "engineRows", "tradesMissing", "longestGaps",
  "understood"];

const FACT_GROUPS = [
  ["Snapshots", [
    ["read", "rowsRead", count],
    ["written", "rowsWritten", count],
    ["without a time", "rowsWithoutTime", count],
    ["first", "firstMicros", moment],
    ["last", "lastMicros", moment],
    ["levels dropped", "levelsDropped", count]
  ]],
  ["Books", [
    ["crossed", "crossedRows", (value, facts) => count(value) + percent(value, facts.engineRows)],
    ["one-sided", "oneSidedRows", (value, facts) => count(value) + percent(value, facts.engineRows)],
    ["empty", "emptyRows", (value, facts) => count(value) + percent(value, facts.engineRows)],
    ["locked", "lockedRows", (value, facts) => count(value) + percent(value, facts.engineRows)],
    ["longest without change", "longestBookAgeSeconds", span]
  ]],
  ["Capture \u2212 exchange time", [
    ["least", "latencyMinimumMillis", milliseconds],
    ["median", "latencyMedianMillis", milliseconds],
    ["99 %", "latencyP99Millis", milliseconds],
    ["greatest", "latencyMaximumMillis", milliseconds],
    ["negative", "latencyNegative", (value, facts) => count(value) + percent(value, facts.latencySnapshots)],
    ["snapshots with both", "latencySnapshots", count]
  ]],
  ["Trades", [
    ["read", "tradesRead", count],
    ["usable", "trades", count],
    ["dropped", "tradesDropped", count],
    ["without a time", "tradesWithoutTime", count],
    ["unknown side", "tradesUnknownSide", (value, facts) => count(value) + percent(value, facts.trades)],
    ["on their side of the mid", "sidesAgreeing", (value, facts) => count(value) + percent(value, facts.sidesConsidered)],
    ["with a side to compare", "sidesConsidered", count],
    ["VPIN bucket, base", "vpinBucketVolume", value => significant(value, 6)]
  ]],
  ["Work", [
    ["took", "durationMillis", value => span(value / 1000)],
    ["rows a second", "durationMillis", (value, facts) => (value > 0 ? count(facts.rowsWritten * 1000 / value) : "\u2013")],
    ["files read", "objectsIn", count],
    ["read", "bytesIn", bytes],
    ["written", "bytesOut", bytes],
    ["peak heap", "peakHeapBytes", bytes],
    ["most on the scratch disk", "scratchBytes", bytes]
  ]]
];

function factList(title, lines) {
  const list = element("dl", "");
  for (const [name, value] of lines) {
    list.append(element("dt", "", name), element("dd", "", value));
  }
  return element("div", "", element("h3", "", title), list);
}

function gapLines(facts) {
  const lines = [["gaps", count(facts.gaps || 0)]];
  for (const text of String(facts.longestGaps || "").split(" ")) {
    const plus = text.lastIndexOf("+");
    if (plus > 0) {
      lines.push(["from " + moment(Number(text.slice(0, plus))), span(Number(text.slice(plus + 1)) / 1e6)]);
    }
  }
  return lines;
}

function words(value) {
  if (Array.isArray(value)) return value.map(words).join(", ");
  if (value !== null && typeof value === "object") {
    return Object.entries(value).map(([name, each]) => name + " = " + words(each)).join("; ");
  }
  return String(value);
}

// What the day's files were taken for: a line for each thing, a dataset's own things by its name.
function understoodLines(what) {
  const lines = [];
  for (const [name, value] of Object.entries(what)) {
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      for (const [part, each] of Object.entries(value)) lines.push([name + " " + part, words(each)]);
    } else {
      lines.push([name.replace("_", " "), words(value)]);
    }
  }
  return lines;
}

function showFacts(target, facts) {
  const known = new Set([...SHOWN_ELSEWHERE, "gaps"]);
  const measured = facts.rowsRead !== null && facts.rowsRead !== undefined;
  for (const [title, lines] of FACT_GROUPS) {
    const shown = [];
    for (const [name, key, format] of lines) {
      known.add(key);
      if (facts[key] !== null && facts[key] !== undefined) shown.push([name, format(facts[key], facts)]);
    }
    if (shown.length > 0) target.append(factList(title, shown));
    if (title === "Snapshots" && measured) target.append(factList("Gaps", gapLines(facts)));
  }
  const rest = Object.keys(facts)
    .filter(key => !known.has(key) && facts[key] !== null && facts[key] !== undefined)
    .map(key => [key, String(facts[key])]);
  if (rest.length > 0) target.append(factList("More", rest));
  if (facts.understood) {
    const understood = factList("Taken for", understoodLines(JSON.parse(facts.understood)));
    understood.className = "understood";
    target.append(understood);
  }
  target.append(factList("Ledger", [
    ["status", facts.status],
    ["attempts", count(facts.attempts)],
    ["changed", moment(facts.updated * 1e6)],
    ["run", facts.run || "\u2013"]
  ]));
}

function showWords(target, market, day, letter) {
  const key = market + "/" + day;
  const reasons = reasonsOf.get(key);
  if (reasons) {
    target.append(element("ul", "", ...reasons.map(reason => {
      const colon = reason.indexOf(": ");
      return colon < 0
        ? element("li", "", reason)
        : element("li", "", reason.slice(colon + 2), " ", element("code", "muted", reason.slice(0, colon)));
    })));
  }
  const failure = failureOf.get(key);
  if (failure) {
    target.append(element("ul", "",
      element("li", "", element("code", "", failure.reason), " ", failure.message),
      element("li", "", failure.advice)));
  }
  if (letter === "m") {
    target.append(element("p", "note", "The ledger has no entry of this day. Where there are input files, run again; where there are none, the day was not recorded."));
  }
}

function showFigures(target, market, day, letter) {
  const index = plotOf.get(market + "/" + day);
  if (index !== undefined) {
    const bars = block("bars-" + index);
    if (bars.problem) {
      target.append(element("p", "note", bars.problem));
      return;
    }
    target.append(element("p", "note", plural(bars.end.length, "bar") + " of " + bars.kind + ". Drag in a plot to zoom all of them, double-click to see the day again."));
    dayPlots = drawPlots(target, bars);
    return;
  }
  if (letter === "g" || letter === "d") {
    const name = markets[market].symbol;
    const command = "--symbol '" + name.replaceAll("'", "'\\''") + "' --from " + isoDay(day) + " --to " + isoDay(day);
    target.append(element("p", "note", "This day's bars are not in this page. Make one with them: add ", element("code", "", command), " to the command."));
  }
}

function showDay(market, day) {
  const letter = stateAt(market, day);
  dayShown = {market, day};
  dayPlots.forEach(plot => plot.destroy());
  dayPlots = [];
  const section = byId("day-section");
  section.hidden = false;
  byId("day-title").textContent = markets[market].symbol + ", " + isoDay(day) + ", " + markets[market].exchange;
  byId("day-state").replaceChildren(swatch(letter), STATES[letter].name);
  byId("day-before").disabled = day <= markets[market].first;
  byId("day-after").disabled = day >= lastDay(markets[market]);
  const words = byId("day-words");
  const figures = byId("day-figures");
  const quality = byId("day-quality");
  words.replaceChildren();
  figures.replaceChildren();
  quality.replaceChildren();
  showWords(words, market, day, letter);
  showFigures(figures, market, day, letter);
  const facts = dayFacts(market, day);
  if (facts) showFacts(quality, facts);
  section.dataset.shown = market + "/" + isoDay(day);
}

function redrawDay() {
  if (dayShown) showDay(dayShown.market, dayShown.day);
}
