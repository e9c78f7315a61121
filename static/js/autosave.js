// Saves a long form section by section while it is written, and loses no word on the way.
//   <form data-autosave="/where/to/"> with <input name="writer">, one <section id="…" data-saves> per section, each with
//   <input name="seen-…"> (what its page saw) and <span data-save-state>. The server: tthc/workflow/writing_views.py.
// What is typed is kept in localStorage at once and dropped when the server has it. One request at a time; an unanswered
// one is asked again as it was before anything newer goes up, so that an answer lost on the way adds no row twice.
const PAUSE = 1500; // ms after the last letter
const LONGEST = 30_000; // ms between two tries
const PATIENCE = 20_000; // ms for an answer

const autosave = (form) => {
  const address = form.dataset.autosave;
  const writer = form.elements.writer.value;
  const place = `tthc:${writer}:${address}`;
  const sections = [...form.querySelectorAll("[data-saves]")].map((element) => ({
    element, key: element.id, edits: 0, settled: 0, tries: 0, sent: null, faulty: false,
    halted: "open" in element.dataset ? "told" : "", // told: the page says what is in the way; login: nobody is logged in
  }));
  // Answers to remarks go up by their own button, once they are whole.
  const isAnswer = (element) => element.closest("[data-answer]") !== null;
  const controls = (section) => [...section.element.querySelectorAll("[name]")].filter((control) => !isAnswer(control));
  const entries = (section) => {
    const names = new Set(controls(section).map((control) => control.name));
    return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
  };
  const isDirty = (section) => section.edits !== section.settled || section.sent !== null || section.faulty;
  const waits = (section) => section.sent !== null || (section.edits !== section.settled && !section.halted);

  // --- What the reader sees ---------------------------------------------------------------------------------------
  const show = (section, state, text) => {
    const sign = section.element.querySelector("[data-save-state]");
    sign.dataset.state = state;
    sign.ariaLive = ["saving", "saved", "typing"].includes(state) ? "off" : "polite";
    if (sign.textContent !== text) sign.textContent = text;
    const inBar = document.querySelector("[data-save-all]");
    if (inBar) Object.assign(inBar, { textContent: text }).dataset.state = state;
    return sign;
  };
  const showFaults = (section, faults) => {
    section.element.querySelectorAll("[data-fault]").forEach((line) => line.remove());
    for (const control of controls(section)) {
      control.classList.remove("is-invalid");
      control.removeAttribute("aria-invalid");
    }
    section.element.querySelectorAll(".errors").forEach((box) => box.remove());
    for (const [name, sentences] of Object.entries(faults)) {
      if (!sentences.length) continue;
      const control = controls(section).find((one) => one.name === name);
      const line = document.createElement("div");
      line.className = "errors";
      line.dataset.fault = name;
      line.append(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
      control?.classList.add("is-invalid");
      control?.setAttribute("aria-invalid", "true");
      (control?.closest("td, .field") ?? section.element).append(line);
    }
  };
  const showConflict = (section, html) => {
    section.element.querySelector("[data-conflict]")?.remove();
    if (!html) return;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    form.elements[`seen-${section.key}`].after(holder.content);
  };
  const showMarks = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const fresh of holder.content.querySelectorAll("[id]")) {
      const old = document.getElementById(fresh.id);
      if (!old || old.isEqualNode(fresh)) continue;
      if (old.open) fresh.open = true;
      const focused = old.contains(document.activeElement) ? document.activeElement.tagName : "";
      old.replaceWith(fresh);
      if (focused) fresh.querySelector(focused)?.focus({ preventScroll: true });
    }
  };

  // --- What is kept on this machine -------------------------------------------------------------------------------
  const copies = () => {
    try { return JSON.parse(localStorage.getItem(place)) ?? {}; } catch { return {}; }
  };
  const store = (kept) => {
    try {
      if (Object.keys(kept).length) localStorage.setItem(place, JSON.stringify(kept));
      else localStorage.removeItem(place);
    } catch { /* no room, or not allowed: the page itself still has the words */ }
  };
  const keep = (section) => store({ ...copies(), [section.key]: { at: Date.now(), entries: entries(section) } });
  const forget = (section) => {
    const kept = copies();
    delete kept[section.key];
    store(kept);
  };

  // --- Up to the server -------------------------------------------------------------------------------------------
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const body = (section) => new URLSearchParams([...entries(section), ["writer", writer], ["section", section.key]]);

  const settle = (section, answer) => {
    const { edits } = section.sent;
    section.sent = null;
    section.settled = edits;
    section.faulty = false;
    section.reload ||= answer.reload; // the writer took what somebody else had written: it is to be shown
    for (const [name, value] of Object.entries({ ...answer.values, [`seen-${section.key}`]: answer.seen })) {
      if (value !== undefined && form.elements[name]) form.elements[name].value = value;
    }
    showConflict(section, "");
    showFaults(section, {});
    // What a refused submit named may be mended by now; what is still missing stands in the bar.
    document.querySelectorAll("#messages .alert-danger").forEach((alert) => alert.remove());
    if (section.edits === edits) {
      forget(section);
      const sign = show(section, "saved", `Đã lưu lúc ${answer.time}${answer.others ? `. ${answer.others} ` : ""}`);
      if (answer.others) sign.append(seeOthers());
    } else keep(section);
  };
  // What others have changed elsewhere in a section is stored beside one's own words; the page shows it when asked to.
  const seeOthers = () => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn-as-link", textContent: "Tải lại để xem" });
    button.addEventListener("click", async () => {
      await run();
      if (!sections.some(isDirty)) location.reload();
    });
    return button;
  };

  // Not now: again after a while that doubles each time.
  const later = (section) => {
    section.tries += 1;
    show(section, "retry", "Chưa lưu được, đang thử lại");
    plan(Math.min(1000 * 2 ** section.tries, LONGEST));
  };
  const refuse = (section, status, answer) => {
    const { edits } = section.sent;
    section.sent = null;
    if (status === 401) {
      section.halted = "login";
      const sign = show(section, "login", `Chưa lưu: ${answer.sentence} `);
      sign.append(Object.assign(document.createElement("a"), { href: answer.login, target: "_blank", textContent: "Đăng nhập lại" }));
      return;
    }
    if (status === 422) {
      section.settled = edits; // until something is typed again
      section.faulty = true;
      showFaults(section, answer.faults);
      return void show(section, "faulty", "Chưa lưu: có chỗ sai");
    }
    section.halted = "told";
    if (answer.conflict) {
      showConflict(section, answer.conflict);
      show(section, "conflict", "Có người khác vừa sửa");
    } else show(section, "stopped", `Chưa lưu: ${answer.sentence ?? "tải lại trang rồi thử lại."}`);
  };

  const send = async (section) => {
    section.sent ??= { body: body(section), edits: section.edits };
    show(section, "saving", "Đang lưu…");
    let response, answer;
    try {
      response = await fetch(address, {
        method: "POST", body: section.sent.body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      answer = await response.json();
    } catch {
      if (!response || response.ok || response.status >= 500) return later(section);
      answer = {};
    }
    if (response.status >= 500 || response.status === 429) return later(section);
    section.tries = 0;
    if (response.ok) settle(section, answer); else refuse(section, response.status, answer);
    if (answer.marks) showMarks(answer.marks);
  };

  const told = () => {
    const answering = [...form.querySelectorAll("[data-answer] textarea")].some((box) => box.value.trim());
    if (!answering) form.dispatchEvent(new CustomEvent("form:saved"));
  };
  let running = null;
  const run = () => {
    running ??= (async () => {
      for (const section of sections) if (waits(section)) await send(section);
      running = null;
      const dirty = sections.filter(isDirty);
      if (!dirty.length) {
        form.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { if (token()) field.value = token(); });
        told();
      }
      if (sections.some((section) => section.reload) && !sections.some(waits)) {
        told();
        location.reload();
      } else if (dirty.some((section) => waits(section) && !section.tries)) plan(PAUSE);
    })();
    return running;
  };
  let timer;
  const plan = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(run, delay);
  };
  const again = () => {
    for (const section of sections) if (section.halted === "login") section.halted = "";
    if (sections.some(waits)) plan(0);
  };

  // --- While it is written ----------------------------------------------------------------------------------------
  const touched = (section) => {
    section.edits += 1;
    if (section.halted === "told" && section.element.querySelector("[data-conflict]") === null) section.halted = "";
    if (!section.halted) {
      if (!section.tries) show(section, "typing", "Chưa lưu");
      plan(section.tries ? 1000 * 2 ** section.tries : PAUSE);
    }
    clearTimeout(section.keeping);
    section.keeping = setTimeout(keep, 250, section);
  };
  const sectionOf = (element) => sections.find((section) => section.element.contains(element));
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => {
      const section = sectionOf(event.target);
      // A list that was typed into (picker.js) tells of its choice by itself; a choice between two texts by its button.
      if (!section || event.target.getAttribute("role") === "combobox" || event.target.name?.startsWith("choice-") || isAnswer(event.target)) return;
      if (kind === "change" && event.target.matches("textarea, input:not([type=checkbox], [type=radio])") && event.isTrusted) return;
      touched(section);
    });
  }
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-choose]")) return;
    const section = sectionOf(event.target);
    const open = [...section.element.querySelectorAll("[data-choice]")].find((choice) => !form.elements[choice.name].value);
    if (open) return open.focus();
    section.halted = "";
    section.edits += 1;
    plan(0);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) { if (sections.some(waits)) plan(0); } else again(); });
  window.addEventListener("focus", again);
  window.addEventListener("online", again);
  window.addEventListener("pagehide", () => sections.filter((section) => section.edits !== section.settled).forEach(keep));

  // By the button: first what can be saved section by section, then the page as a whole; without a network it stays.
  let passed = false;
  form.addEventListener("submit", async (event) => {
    if (passed || !sections.some(waits)) return;
    event.preventDefault();
    const { submitter } = event;
    clearTimeout(timer);
    while (running) await running;
    await run();
    if (sections.some((section) => section.tries)) return sections.find((section) => section.tries).element.scrollIntoView();
    passed = true;
    form.requestSubmit(submitter);
  });

  // --- Words left here by an earlier visit --------------------------------------------------------------------------
  const own = ([name]) => !/^(seen|choice)-|-(id|ORDER|TOTAL_FORMS|INITIAL_FORMS)$/.test(name);
  const said = (list) => JSON.stringify(list.filter(own).filter(([, value]) => value !== ""));
  const put = (section, list) => {
    const given = (name) => list.filter(([one]) => one === name).map(([, value]) => value);
    for (const box of section.element.querySelectorAll("[data-rows]")) {
      const wanted = Number(given(`${box.dataset.rows}-TOTAL_FORMS`)[0] ?? 0);
      const total = form.elements[`${box.dataset.rows}-TOTAL_FORMS`];
      while (Number(total.value) < wanted) box.querySelector("[data-add]").click();
    }
    for (const control of controls(section)) {
      if (/-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/.test(control.name)) continue;
      const values = given(control.name);
      if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
      if ("picker" in control.dataset) control.dispatchEvent(new Event("change"));
    }
    for (const box of section.element.querySelectorAll("[data-rows]")) {
      const order = (row) => Number(row.querySelector("[name$='-ORDER']")?.value) || Infinity;
      const body = box.querySelector("tbody");
      const rows = [...body.rows].sort((one, other) => order(one) - order(other));
      body.append(...rows);
      for (const row of rows) row.hidden = row.querySelector("[name$='-DELETE']")?.checked ?? false;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    section.element.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const restorable = () => Object.entries(copies()).flatMap(([key, copy]) => {
    const section = sections.find((one) => one.key === key);
    if (section?.halted) return []; // the page shows these words, not stored yet
    if (section && said(copy.entries) !== said(entries(section))) return [[section, copy]];
    if (section) forget(section);
    return [];
  });
  const offer = () => {
    const kept = restorable();
    if (!kept.length) return;
    const last = new Date(Math.max(...kept.map(([, copy]) => copy.at)));
    const day = last.toDateString() === new Date().toDateString() ? "" : ` ngày ${last.toLocaleDateString("vi-VN")}`;
    const notice = document.createElement("div");
    notice.className = "alert alert-warning kept";
    notice.setAttribute("role", "status");
    const words = Object.assign(document.createElement("span"), { className: "kept-words" });
    words.textContent = `Có bản chưa lưu từ ${last.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}${day}, còn giữ trên máy này.`;
    const button = (label, tone, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: `btn ${tone}`, textContent: label });
      made.addEventListener("click", () => { notice.remove(); act(); });
      return made;
    };
    notice.append(
      words,
      button("Khôi phục", "btn-outline-primary", () => kept.forEach(([section, copy]) => {
        put(section, copy.entries);
        touched(section);
      })),
      button("Bỏ", "btn-outline-secondary", () => kept.forEach(([section]) => forget(section))),
    );
    document.querySelector("#messages").after(notice);
  };
  offer();
};

const form = document.querySelector("form[data-autosave]");
if (form) autosave(form);
