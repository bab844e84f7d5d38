// The axis of time: where moments lie on a scale that leaves quiet stretches out, and round dates.

const DAY = 86400000;

/** The place of a moment on an axis that leaves quiet stretches out, as TimeScale has it. */
function placeOf(stretches, moment) {
  for (const [start, end, x0, x1] of stretches)
    if (moment <= end) return x0 + (Math.max(0, moment - start) / (end - start)) * (x1 - x0);
  return stretches[stretches.length - 1][3];
}

/** The moment at a place of that axis; one within a break is where the next stretch begins. */
function momentAt(stretches, place) {
  for (const [start, end, x0, x1] of stretches) {
    if (place <= x0) return start;
    if (place <= x1) return start + ((place - x0) / (x1 - x0)) * (end - start);
  }
  return stretches[stretches.length - 1][1];
}

/** Hours, days or first days of months within a stretch, as fine as has room; each with its kind. */
function* roundDates(start, end, room) {
  for (const hours of [1, 3, 6, 12]) {
    if ((room * hours) / 24 < 52) continue;
    for (let hour = Math.ceil(start / (DAY / 24)) * (DAY / 24); hour <= end; hour += DAY / 24) {
      const number = new Date(hour).getUTCHours();
      if (number % hours === 0) yield [hour, number ? "hour" : "day"];
    }
    return;
  }
  for (const step of [1, 2, 5, 10]) {
    if (room * step < 56) continue;
    for (let day = Math.ceil(start / DAY) * DAY; day <= end; day += DAY) {
      const number = new Date(day).getUTCDate();
      if (step === 1 || number === 1 || (number % step === 0 && (number <= 28 || step === 2))) yield [day, "day"];
    }
    return;
  }
  const first = new Date(start);
  for (const months of [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]) {
    if (room * 30.4 * months < 46) continue;
    let found = 0;
    for (let n = first.getUTCFullYear() * 12; ; n++) {
      const moment = dateOf(Math.floor(n / 12), n % 12);
      if (moment > end) break;
      if (n % months === 0 && moment >= start) {
        found += 1;
        yield [moment, months % 12 ? "month" : "year"];
      }
    }
    if (found) return;
  }
  yield [start, "day"];
}

/** The first moment of a month; Date.UTC would take the years before 100 for those of 1900. */
function dateOf(year, month) {
  const date = new Date(Date.UTC(2000, month, 1));
  date.setUTCFullYear(year);
  return date.getTime();
}

/** Round dates of the window, apart from one another: each with its place, its text and its year. */
function ticksOf(plan, window, perUnit) {
  const found = [];
  let last = -Infinity, year = null;
  for (const [start, end, x0, x1] of plan.stretches) {
    if (x1 < window.start || x0 > window.end) continue;
    const room = ((x1 - x0) * perUnit) / ((end - start) / DAY); // pixels a day
    const from = Math.max(start, momentAt([[start, end, x0, x1]], Math.max(x0, window.start)) - DAY * 366);
    for (const [moment, kind] of roundDates(from, end, room)) {
      const place = placeOf(plan.stretches, moment);
      if (moment < start || place < window.start) continue;
      if (place > window.end) break;
      if ((place - last) * perUnit < 52) continue;
      const date = new Date(moment);
      const month = plan.months[date.getUTCMonth()];
      const text = kind === "hour" ? `${String(date.getUTCHours()).padStart(2, "0")}:00`
        : kind === "year" ? "" : kind === "month" ? month
        : plan.day.replace("{day}", date.getUTCDate()).replace("{month}", month);
      const isNew = date.getUTCFullYear() !== year;
      year = date.getUTCFullYear();
      found.push({ place, text, year: isNew ? String(year) : "" });
      last = place;
    }
  }
  return found;
}
