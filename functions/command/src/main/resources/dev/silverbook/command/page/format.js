// Reading what is embedded, and texts and elements. Everything from data goes into text nodes.

const DAY_MILLIS = 86400000;

const STATES = {
  g: {name: "good", words: "Good"},
  d: {name: "degraded", words: "Degraded: look at the reasons before trusting it"},
  f: {name: "failed", words: "Failed"},
  o: {name: "open", words: "Running, interrupted or waiting"},
  m: {name: "missing", words: "Missing: no entry between a symbol's first and last day"}
};

function block(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

function byId(id) {
  return document.getElementById(id);
}

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...content);
  return made;
}

function swatch(letter) {
  const mark = element("span", "swatch swatch-" + letter);
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function isoDay(day) {
  return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
}

function dayNumber(iso) {
  return Math.round(Date.parse(iso + "T00:00:00Z") / DAY_MILLIS);
}

function plural(number, what) {
  return count(number) + " " + what + (number === 1 ? "" : "s");
}

function count(number) {
  return number.toLocaleString("en-US", {maximumFractionDigits: 0});
}

function decimals(number, digits) {
  return number.toLocaleString("en-US", {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

function short(number) {
  if (number >= 1e12) return decimals(number / 1e12, 2) + " T";
  if (number >= 1e9) return decimals(number / 1e9, 2) + " G";
  if (number >= 1e6) return decimals(number / 1e6, 2) + " M";
  return count(number);
}

function significant(number, digits) {
  if (number === null || number === undefined || Number.isNaN(number)) return "\u2013";
  if (number !== 0 && (Math.abs(number) < 1e-4 || Math.abs(number) >= 1e9)) {
    return number.toExponential(digits - 1).replace("-", "\u2212");
  }
  return number
    .toLocaleString("en-US", {maximumSignificantDigits: digits})
    .replace("-", "\u2212");
}

function bytes(number) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let unit = 0;
  while (number >= 1024 && unit < units.length - 1) {
    number /= 1024;
    unit++;
  }
  return decimals(number, unit === 0 ? 0 : 1) + " " + units[unit];
}

function span(seconds) {
  if (seconds < 60) return decimals(seconds, 2) + " s";
  if (seconds < 3600) return Math.floor(seconds / 60) + " min " + String(Math.floor(seconds % 60)).padStart(2, "0") + " s";
  if (seconds < 172800) return Math.floor(seconds / 3600) + " h " + String(Math.floor(seconds % 3600 / 60)).padStart(2, "0") + " min";
  return decimals(seconds / 86400, 1) + " days";
}

function milliseconds(number) {
  return Math.abs(number) >= 10000 ? span(number / 1000) : significant(number, 4) + " ms";
}

function percent(part, whole) {
  if (!whole || !part) return "";
  const share = 100 * part / whole;
  return share < 0.01 ? " (<0.01 %)" : " (" + decimals(share, 2) + " %)";
}

function clock(seconds) {
  const all = Math.round(seconds);
  const two = value => String(value).padStart(2, "0");
  const text = two(Math.floor(all / 3600)) + ":" + two(Math.floor(all % 3600 / 60));
  return all % 60 === 0 ? text : text + ":" + two(all % 60);
}

function moment(micros) {
  return new Date(micros / 1000).toISOString().slice(0, 19).replace("T", " ");
}

function marketName(market) {
  return severalExchanges ? market.exchange + " " + market.symbol : market.symbol;
}

const overview = block("overview");
const markets = overview.markets;
const severalExchanges = new Set(markets.map(market => market.exchange)).size > 1;

function stateAt(index, day) {
  const market = markets[index];
  return market.states[day - market.first];
}

function lastDay(market) {
  return market.first + market.states.length - 1;
}

// Words for a day, from what stands in the overview.
const reasonsOf = new Map(overview.degraded.map(([market, day, reasons]) => [market + "/" + day, reasons]));
const failureOf = new Map(overview.failures.map(failure => [failure.market + "/" + failure.day, failure]));
const plotOf = new Map(overview.plots.map(([market, day], index) => [market + "/" + day, index]));

function reasonWords(reason) {
  const colon = reason.indexOf(": ");
  return colon < 0 ? reason : reason.slice(colon + 2);
}

function dayWords(market, day) {
  const key = market + "/" + day;
  const letter = stateAt(market, day);
  let words = marketName(markets[market]) + " " + isoDay(day) + ": ";
  if (!letter) return words + "outside the symbol's days";
  words += STATES[letter].name;
  if (letter === "d") words += " \u2013 " + reasonsOf.get(key).map(reasonWords).join("; ");
  if (failureOf.has(key)) words += " \u2013 " + failureOf.get(key).reason;
  return words;
}
