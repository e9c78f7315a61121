// Live sums of the cost table. Exact like the server's (reviews/costing.py): whole numbers of 10⁻⁴ in BigInt, nothing
// rounded before the total. The server counts again on saving and says so when it finds something else.
(() => {
  "use strict";
  const box = document.querySelector("[data-cost-table]");
  if (!box) return;

  const DIGITS = 4;
  const UNIT = 10n ** BigInt(DIGITS);
  const COLUMNS = ["hours", "outsourced", "fees", "times", "subjects"];
  const GROUPED = /^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+)(?:,\d+)?$/;
  const PLAIN = /^\d+(?:,\d+)?$/;
  const MONEY = / ?(đồng|đ|vnđ|vnd)\.?$/i;

  // "1.234,5" → 12345000n; "" → 0n; null for what the server will refuse. The forms of tthc/core/reading.py.
  const read = (text) => {
    const written = text.normalize("NFC").replaceAll("\u00a0", " ").trim().replace(MONEY, "");
    if (!written) return 0n;
    if (!GROUPED.test(written) && !PLAIN.test(written)) return null;
    const [whole, part = ""] = written.replace(/[. ]/g, "").split(",");
    if (part.length > DIGITS) return null;
    return BigInt(whole) * UNIT + BigInt(part.padEnd(DIGITS, "0"));
  };

  // A number with so many decimals, in whole đồng, half up.
  const toDong = (amount, decimals) => {
    const unit = 10n ** BigInt(decimals);
    return (amount + unit / 2n) / unit;
  };
  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".");
  const show = (whole) => (whole < 0n ? "−" : "") + grouped(String(whole < 0n ? -whole : whole));
  // The saving in percent, two decimals half up (away from nothing), as Total.percent.
  const showPercent = (saving, current) => {
    if (current === 0n) return "—";
    const size = saving < 0n ? -saving : saving;
    const hundredths = (size * 20_000n + current) / (2n * current);
    const part = String(hundredths % 100n).padStart(2, "0").replace(/0+$/, "");
    const sign = saving < 0n && hundredths ? "−" : "";
    return `${sign}${grouped(String(hundredths / 100n))}${part && `,${part}`}\u00a0%`;
  };

  const [wholeHourly, partHourly = ""] = box.dataset.hourly.split(".");
  const hourly = BigInt(wholeHourly) * UNIT + BigInt(partHourly.padEnd(DIGITS, "0").slice(0, DIGITS));
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const lines = () => [...box.querySelectorAll("[data-cost-line]")].filter((row) => !row.hidden && row.closest("table"));

  // đồng one time (8 decimals) and a year (16 decimals) of a line in one scenario.
  const costs = (row, scenario) => {
    const values = COLUMNS.map((column) => read(field(row, `${scenario}_${column}`).value));
    if (values.includes(null)) return null;
    const [hours, outsourced, fees, times, subjects] = values;
    const once = hours * hourly + (outsourced + fees) * UNIT;
    return { once, year: once * times * subjects };
  };

  const NOTHING = { once: 0n, year: 0n };
  const count = () => {
    const sums = { current: 0n, proposed: 0n };
    let understood = true;
    for (const row of lines()) {
      const dropped = field(row, "is_dropped").checked;
      row.classList.toggle("is-dropped", dropped);
      const found = { current: costs(row, "current"), proposed: dropped ? NOTHING : costs(row, "proposed") };
      for (const [scenario, cost] of Object.entries(found)) {
        row.querySelector(`[data-once="${scenario}"]`).textContent = cost ? show(toDong(cost.once, 2 * DIGITS)) : "?";
        row.querySelector(`[data-year="${scenario}"]`).textContent = cost ? show(toDong(cost.year, 4 * DIGITS)) : "?";
        if (cost) sums[scenario] += cost.year;
        else understood = false;
      }
    }
    if ("repealed" in box.dataset) sums.proposed = 0n;
    if ("keptAsIs" in box.dataset) sums.proposed = sums.current;
    showTotals(toDong(sums.current, 4 * DIGITS), toDong(sums.proposed, 4 * DIGITS), understood);
  };

  const put = (name, text) => document.querySelectorAll(`[data-total="${name}"]`).forEach((place) => {
    if (place.textContent !== text) place.textContent = text;
  });
  const showTotals = (current, proposed, understood) => {
    put("current", show(current));
    put("proposed", show(proposed));
    put("saving", show(current - proposed));
    put("percent", showPercent(current - proposed, current));
    const total = document.querySelector("[data-cost-total]");
    total.classList.toggle("is-more", current < proposed);
    const shown = { shown_current: current, shown_proposed: proposed };
    for (const [name, whole] of Object.entries(shown)) {
      document.querySelector(`[name="${name}"]`).value = understood ? String(whole) : "";
    }
  };

  // Sau follows hiện hành as long as both say the same: who changes one figure types it once.
  const before = new WeakMap();
  const remember = (row) => COLUMNS.forEach((column) => {
    const current = field(row, `current_${column}`);
    before.set(current, current.value);
  });
  const follow = (current) => {
    const column = COLUMNS.find((name) => current.name?.endsWith(`-current_${name}`));
    if (!column) return;
    const proposed = field(current.closest("tr"), `proposed_${column}`);
    if (proposed.value === before.get(current)) proposed.value = current.value;
    before.set(current, current.value);
  };

  lines().forEach(remember);
  box.addEventListener("rows:added", (event) => {
    remember(event.detail.row);
    count();
  });
  box.addEventListener("input", (event) => {
    follow(event.target);
    count();
  });
  box.addEventListener("change", count);
  count();
})();
