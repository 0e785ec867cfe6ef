// Symbols by days on one canvas that shows the scrolled part of a larger space, so that a hundred
// years cost as much as a week. Over more than 400 days a row is a year of a symbol.

const AXIS = 22;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function createCalendar(box, onSelect) {
  const space = box.firstElementChild;
  const canvas = space.firstElementChild;
  const pen = canvas.getContext("2d");
  const first = Math.min(...markets.map(market => market.first));
  const last = Math.max(...markets.map(lastDay));
  const byYear = last - first + 1 > 400;
  const rows = byYear ? yearRows() : markets.map((market, index) => row(index, first, last, marketName(market)));
  const columns = byYear ? 366 : last - first + 1;
  const firstRows = new Map();
  rows.forEach((each, index) => {
    if (!firstRows.has(each.market)) firstRows.set(each.market, index);
  });
  let selected = null;
  let cell = 0;
  let rowHeight = 0;
  let labels = 0;
  let whole = false;

  function row(market, from, to, label) {
    return {market, from, to, label};
  }

  function yearRows() {
    const made = [];
    markets.forEach((market, index) => {
      const firstYear = new Date(market.first * DAY_MILLIS).getUTCFullYear();
      const lastYear = new Date(lastDay(market) * DAY_MILLIS).getUTCFullYear();
      for (let year = firstYear; year <= lastYear; year++) {
        const from = dayNumber(String(year).padStart(4, "0") + "-01-01");
        const to = dayNumber(String(year).padStart(4, "0") + "-12-31");
        made.push(row(index, from, to, (year === firstYear ? marketName(market) + " " : "") + year));
      }
    });
    return made;
  }

  function font(size) {
    return size + "px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
  }

  function layOut() {
    rowHeight = rows.length <= 12 ? 22 : rows.length <= 60 ? 18 : 14;
    pen.font = font(12);
    const longest = rows.reduce((most, each) => (each.label.length > most.length ? each.label : most), "");
    labels = Math.ceil(Math.min(pen.measureText(longest + "0").width + 18, box.clientWidth * 0.32, 240));
    const room = (whole ? box.clientWidth : box.clientWidth - 1) - labels - 10;
    const fit = Math.floor(2 * room / columns) / 2;
    cell = whole ? room / columns : Math.max(3, Math.min(20, fit));
    space.style.width = Math.floor(labels + columns * cell + 8) + "px";
    space.style.height = AXIS + rows.length * rowHeight + 6 + "px";
  }

  function draw() {
    const width = Math.max(1, whole ? parseInt(space.style.width, 10) : box.clientWidth);
    const height = Math.max(1, whole ? Math.min(parseInt(space.style.height, 10), 8000) : box.clientHeight);
    const density = window.devicePixelRatio || 1;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    pen.setTransform(density, 0, 0, density, 0, 0);
    const paint = {};
    for (const name of ["panel", "text", "muted", "line", "good", "degraded", "degraded-mark", "failed", "failed-mark", "open", "missing"]) {
      paint[name] = colour(name);
    }
    pen.fillStyle = paint.panel;
    pen.fillRect(0, 0, width, height);
    const left = whole ? 0 : box.scrollLeft;
    const top = whole ? 0 : box.scrollTop;
    const firstRow = Math.max(0, Math.floor(top / rowHeight));
    const lastRow = Math.min(rows.length - 1, Math.floor((top + height - AXIS) / rowHeight));
    const firstColumn = Math.max(0, Math.floor(left / cell));
    const lastColumn = Math.min(columns - 1, Math.floor((left + width - labels) / cell));
    for (let r = firstRow; r <= lastRow; r++) {
      const each = rows[r];
      const market = markets[each.market];
      const y = AXIS + r * rowHeight - top;
      for (let c = firstColumn; c <= lastColumn; c++) {
        const letter = each.from + c > each.to ? undefined : market.states[each.from + c - market.first];
        if (letter) drawCell(letter, labels + c * cell - left, y, paint);
      }
    }
    drawPlotMarks(firstRow, lastRow, left, top, paint);
    drawSelection(left, top, paint);
    pen.fillStyle = paint.panel;
    pen.fillRect(0, 0, labels, height);
    drawLabels(firstRow, lastRow, top, paint);
    pen.fillStyle = paint.panel;
    pen.fillRect(0, 0, width, AXIS);
    drawAxis(left, width, paint);
  }

  function drawCell(letter, x, y, paint) {
    const gap = cell >= 6 ? 1 : cell >= 4 ? 0.5 : 0;
    const w = Math.max(1, cell - gap);
    const h = rowHeight - 2;
    switch (letter) {
      case "g":
        pen.fillStyle = paint.good;
        pen.fillRect(x, y, w, h);
        break;
      case "d":
        pen.fillStyle = paint.degraded;
        pen.fillRect(x, y, w, h);
        pen.fillStyle = paint["degraded-mark"];
        pen.fillRect(x, y + h - Math.round(h / 3), w, Math.round(h / 3));
        break;
      case "f":
        pen.fillStyle = paint.failed;
        pen.fillRect(x, y, w, h);
        if (cell >= 6) {
          pen.strokeStyle = paint["failed-mark"];
          pen.lineWidth = 1.5;
          pen.beginPath();
          pen.moveTo(x + 2, y + h - 3);
          pen.lineTo(x + w - 2, y + 3);
          pen.stroke();
        }
        break;
      case "o":
        pen.strokeStyle = paint.open;
        pen.lineWidth = 1;
        pen.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
        pen.fillStyle = paint.open;
        pen.fillRect(x + w / 2 - 1, y + h / 2 - 1, 2, 2);
        break;
      default:
        pen.fillStyle = paint.missing;
        if (cell >= 6) {
          pen.strokeStyle = paint.missing;
          pen.lineWidth = 1;
          pen.setLineDash([2, 2]);
          pen.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
          pen.setLineDash([]);
        } else {
          pen.fillRect(x, y, w, 1);
          pen.fillRect(x, y + h - 1, w, 1);
        }
    }
  }

  function place(market, day) {
    const start = firstRows.get(market);
    const index = byYear
      ? start + new Date(day * DAY_MILLIS).getUTCFullYear() - new Date(rows[start].from * DAY_MILLIS).getUTCFullYear()
      : start;
    return {row: index, column: day - rows[index].from};
  }

  function drawPlotMarks(firstRow, lastRow, left, top, paint) {
    pen.fillStyle = paint.text;
    for (const [market, day] of overview.plots) {
      const at = place(market, day);
      if (at.row >= firstRow && at.row <= lastRow) {
        pen.fillRect(labels + at.column * cell - left, AXIS + at.row * rowHeight - top + rowHeight - 2, Math.max(2, cell - 1), 2);
      }
    }
  }

  function drawSelection(left, top, paint) {
    if (!selected) return;
    const at = place(selected.market, selected.day);
    pen.strokeStyle = paint.text;
    pen.lineWidth = 2;
    const wide = Math.max(cell, 6);
    pen.strokeRect(labels + at.column * cell - left - 1.5 + (cell - wide) / 2, AXIS + at.row * rowHeight - top - 1, wide + 2, rowHeight);
  }

  function drawLabels(firstRow, lastRow, top, paint) {
    pen.font = font(rowHeight < 16 ? 11 : 12);
    pen.fillStyle = paint.text;
    pen.textBaseline = "middle";
    pen.textAlign = byYear ? "right" : "left";
    for (let r = firstRow; r <= lastRow; r++) {
      const y = AXIS + r * rowHeight - top + (rowHeight - 2) / 2;
      pen.fillText(fitted(rows[r].label, labels - 14), byYear ? labels - 8 : 8, y);
    }
  }

  function fitted(text, room) {
    if (pen.measureText(text).width <= room) return text;
    let kept = text;
    while (kept.length > 1 && pen.measureText(kept + "\u2026").width > room) {
      kept = kept.slice(0, -1);
    }
    return kept + "\u2026";
  }

  function drawAxis(left, width, paint) {
    pen.font = font(11);
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    pen.fillStyle = paint.muted;
    // A leap year stands for all: its months are at most a day off.
    const from = byYear ? dayNumber("2024-01-01") : first;
    const shown = Math.ceil(left / cell);
    let free = labels;
    for (let c = shown; c < columns && labels + c * cell - left <= width; c++) {
      const date = new Date((from + c) * DAY_MILLIS);
      const monthStarts = date.getUTCDate() === 1;
      if (!monthStarts && c > shown) continue;
      const x = labels + c * cell - left;
      const month = MONTHS[date.getUTCMonth()];
      const text = byYear || (monthStarts && date.getUTCMonth() > 0 && c > shown) ? month : month + " " + date.getUTCFullYear();
      // The month that is cut off has its name only where the next one's has room beside it.
      const next = x + (new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)) / DAY_MILLIS - from - c) * cell;
      const end = x + pen.measureText(text).width + 8;
      if (x >= free && (monthStarts || end <= next || c === 0)) {
        pen.fillText(text, x, AXIS / 2);
        pen.fillRect(x, AXIS - 4, 1, 3);
        free = end;
      }
    }
  }

  function at(event) {
    const bounds = box.getBoundingClientRect();
    const x = event.clientX - bounds.left - box.clientLeft - labels + box.scrollLeft;
    const y = event.clientY - bounds.top - box.clientTop - AXIS + box.scrollTop;
    if (event.clientX - bounds.left < labels || event.clientY - bounds.top < AXIS) return null;
    const each = rows[Math.floor(y / rowHeight)];
    const column = Math.floor(x / cell);
    if (!each || column < 0 || each.from + column > each.to) return null;
    const day = each.from + column;
    return stateAt(each.market, day) ? {market: each.market, day} : null;
  }

  function reveal() {
    const spot = place(selected.market, selected.day);
    const x = spot.column * cell;
    const y = spot.row * rowHeight;
    if (x < box.scrollLeft) box.scrollLeft = x - 20;
    if (x + cell > box.scrollLeft + box.clientWidth - labels) box.scrollLeft = x + cell - box.clientWidth + labels + 20;
    if (y < box.scrollTop) box.scrollTop = y;
    if (y + rowHeight > box.scrollTop + box.clientHeight - AXIS) box.scrollTop = y + rowHeight - box.clientHeight + AXIS + 4;
  }

  function show(market, day) {
    selected = {market, day};
    reveal();
    draw();
  }

  function moved(key) {
    const market = markets[selected.market];
    const {market: index, day} = selected;
    const within = (other, wanted) => ({market: other, day: Math.max(markets[other].first, Math.min(lastDay(markets[other]), wanted))});
    switch (key) {
      case "ArrowLeft": return within(index, day - 1);
      case "ArrowRight": return within(index, day + 1);
      case "PageUp": return within(index, day - 30);
      case "PageDown": return within(index, day + 30);
      case "Home": return within(index, market.first);
      case "End": return within(index, lastDay(market));
      case "ArrowUp":
      case "ArrowDown": {
        const spot = place(index, day);
        const next = rows[spot.row + (key === "ArrowUp" ? -1 : 1)];
        return next ? within(next.market, Math.min(next.to, next.from + spot.column)) : null;
      }
      default: return undefined;
    }
  }

  function refresh() {
    layOut();
    draw();
  }

  box.addEventListener("scroll", draw);
  box.addEventListener("click", event => {
    const found = at(event);
    if (found) onSelect(found.market, found.day);
  });
  box.addEventListener("mousemove", event => {
    const found = at(event);
    byId("calendar-status").textContent = found ? dayWords(found.market, found.day) : "";
  });
  box.addEventListener("mouseleave", () => {
    byId("calendar-status").textContent = "";
  });
  box.addEventListener("keydown", event => {
    if (!selected || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(event.key);
    if (next === undefined) return;
    event.preventDefault();
    if (next) onSelect(next.market, next.day);
  });
  // The height follows the window's, so both sides count.
  let lastSize = "";
  new ResizeObserver(() => {
    const size = box.clientWidth + "x" + box.clientHeight;
    if (!whole && size !== lastSize) {
      lastSize = size;
      refresh();
    }
  }).observe(box);
  refresh();
  box.scrollLeft = space.clientWidth;

  return {
    show,
    refresh,
    // Where a day is drawn, in pixels of the window: for whoever points at it.
    spot(market, day) {
      const found = place(market, day);
      const bounds = box.getBoundingClientRect();
      return {
        x: bounds.left + box.clientLeft + labels + (found.column + 0.5) * cell - box.scrollLeft,
        y: bounds.top + box.clientTop + AXIS + (found.row + 0.4) * rowHeight - box.scrollTop
      };
    },
    setWhole(value) {
      whole = value;
      refresh();
    }
  };
}
