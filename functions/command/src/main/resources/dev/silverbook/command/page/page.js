// Puts the page together, and keeps calendar, form, address and day in step.

let calendar = null;

function selectDay(market, day, jump) {
  calendar.show(market, day);
  byId("choose-market").value = String(market);
  const chooser = byId("choose-day");
  chooser.min = isoDay(markets[market].first);
  chooser.max = isoDay(lastDay(markets[market]));
  chooser.value = isoDay(day);
  showDay(market, day);
  byId("calendar-said").textContent = dayWords(market, day);
  const address = "#" + [markets[market].exchange, markets[market].symbol, isoDay(day)].map(encodeURIComponent).join("/");
  if (location.hash !== address) location.replace(address);
  if (jump) {
    byId("day-section").scrollIntoView({block: "start"});
    byId("day-section").focus({preventScroll: true});
  }
}

function fromAddress() {
  const parts = location.hash.slice(1).split("/");
  if (parts.length !== 3) return null;
  let exchange, symbol, day;
  try {
    [exchange, symbol, day] = [decodeURIComponent(parts[0]), decodeURIComponent(parts[1]), dayNumber(decodeURIComponent(parts[2]))];
  } catch (malformed) {
    return null; // An address that somebody cut short: the default day is as good.
  }
  const market = markets.findIndex(each => each.exchange === exchange && each.symbol === symbol);
  return market >= 0 && stateAt(market, day) ? [market, day] : null;
}

function firstChoice() {
  if (overview.plots.length > 0) return overview.plots[0];
  let newest = 0;
  markets.forEach((market, index) => {
    if (lastDay(market) > lastDay(markets[newest])) newest = index;
  });
  return [newest, lastDay(markets[newest])];
}

function showOrigin() {
  const first = Math.min(...markets.map(market => market.first));
  const last = Math.max(...markets.map(lastDay));
  byId("origin").textContent = overview.ledger
    + (markets.length > 0 ? " \u00b7 " + isoDay(first) + " to " + isoDay(last) : "")
    + (overview.selection ? " \u00b7 only " + overview.selection : "");
  byId("made").textContent = "Made " + moment(overview.made * 1e6) + " UTC by Silverbook " + overview.version + ". All times are UTC.";
}

function showLegend() {
  for (const letter of Object.keys(STATES)) {
    byId("legend").append(element("li", "", swatch(letter), STATES[letter].words));
  }
  if (overview.plots.length > 0) byId("legend").append(element("li", "", swatch("p"), "Plots in this page"));
}

function wireForm() {
  const chooser = byId("choose-market");
  markets.forEach((market, index) => {
    const option = element("option", "", marketName(market));
    option.value = String(index);
    chooser.append(option);
  });
  chooser.addEventListener("change", () => {
    const market = Number(chooser.value);
    const day = Math.max(markets[market].first, Math.min(lastDay(markets[market]), dayShown.day));
    selectDay(market, day, false);
  });
  byId("choose-day").addEventListener("change", event => {
    const day = dayNumber(event.target.value);
    if (stateAt(dayShown.market, day)) selectDay(dayShown.market, day, false);
  });
  byId("choose").addEventListener("submit", event => event.preventDefault());
  byId("day-before").addEventListener("click", () => selectDay(dayShown.market, dayShown.day - 1, false));
  byId("day-after").addEventListener("click", () => selectDay(dayShown.market, dayShown.day + 1, false));
}

function redraw() {
  calendar.refresh();
  redrawDay();
}

function wireAppearance() {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.print = "";
    calendar.setWhole(true);
    redrawDay();
  });
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset.print;
    calendar.setWhole(false);
    redrawDay();
  });
  let width = byId("day-figures").clientWidth;
  new ResizeObserver(() => {
    const now = byId("day-figures").clientWidth;
    if (now !== width && dayPlots.length > 0) {
      width = now;
      dayPlots.forEach(plot => plot.setSize({width: Math.max(240, plot.root.parentNode.clientWidth), height: 210}));
    }
  }).observe(byId("day-figures"));
}

function start() {
  showOrigin();
  if (markets.length === 0) {
    byId("calendar").hidden = true;
    byId("choose").hidden = true;
    byId("nothing").hidden = false;
    byId("nothing").textContent = overview.selection
      ? "The ledger has no partition among those selected. Check the spelling with silverbook status, or leave the selection out."
      : "The ledger has no partition yet. Run silverbook run first, then make the report again.";
    return;
  }
  showTotals();
  showLegend();
  calendar = createCalendar(byId("calendar"), (market, day) => selectDay(market, day, false));
  wireForm();
  const [market, day] = fromAddress() || firstChoice();
  selectDay(market, day, false);
  showFailures();
  showDegraded();
  showThroughput();
  wireAppearance();
  window.addEventListener("hashchange", () => {
    const asked = fromAddress();
    if (asked && (asked[0] !== dayShown.market || asked[1] !== dayShown.day)) selectDay(asked[0], asked[1], false);
  });
  window.silverbook = {spot: calendar.spot};
}

start();
document.documentElement.dataset.ready = "";
