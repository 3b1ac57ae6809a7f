// What is nicer with a script; every page works without one. Keys move about, the search box
// completes words, and empty date fields stay out of the address.

(() => {
  "use strict";

  const box = document.getElementById("q");
  const keysLine = document.querySelector(".keys");
  const KEPT = "rostrum-shortcuts";

  // Keys. A person who speaks to the computer, or whose keys repeat, can turn them off.

  const remembered = () => {
    try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
  };
  const remember = (on) => {
    try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* private windows */ }
  };
  let keysOn = remembered();

  const showKeys = () => {
    const button = keysLine.querySelector("button");
    button.textContent = keysOn ? "Shortcuts on" : "Shortcuts off";
    button.setAttribute("aria-pressed", String(keysOn));
    if (!box) return;
    if (keysOn) box.setAttribute("aria-keyshortcuts", "/");
    else box.removeAttribute("aria-keyshortcuts");
  };

  if (keysLine) {
    keysLine.hidden = false;
    keysLine.querySelector("button").addEventListener("click", () => {
      keysOn = !keysOn;
      remember(keysOn);
      showKeys();
    });
    showKeys();
  }

  // Where to begin: beside the paragraph that the address names, else at either end.

  const entry = (stops, step) => {
    const from = document.querySelector(":target");
    if (!from) return step > 0 ? 0 : stops.length - 1;
    const first = stops.findIndex((stop) =>
      from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (step > 0) return first < 0 ? stops.length - 1 : first;
    return (first < 0 ? stops.length : first) - 1;
  };

  const move = (selector, step) => {
    const stops = [...document.querySelectorAll(selector)];
    if (!stops.length) return false;
    const now = stops.indexOf(document.activeElement);
    const at = now < 0 ? entry(stops, step) : now + step;
    const stop = stops[Math.min(Math.max(at, 0), stops.length - 1)];
    if (!stop.matches("a")) stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "center" });
    return true;
  };

  const KEYS = {
    "/": () => {
      if (!box) return false;
      box.focus();
      box.select();
      return true;
    },
    j: () => move(".result h3 a, .lines .where a", 1),
    k: () => move(".result h3 a, .lines .where a", -1),
    n: () => move(".text mark", 1),
    p: () => move(".text mark", -1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement === box) box.blur();
    if (!keysOn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (KEYS[event.key]?.()) event.preventDefault();
  });

  // Citations: where the clipboard may be written, the links to them copy instead.

  const COPIED = 2000;
  for (const link of navigator.clipboard ? document.querySelectorAll("a.copy") : []) {
    const button = document.createElement("button");
    const name = link.querySelector(".hidden")?.textContent ?? "";
    const say = (word) => {
      button.textContent = word;
      if (name) button.setAttribute("aria-label", name + word);
    };
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-live", "polite");
    say("Copy");
    button.addEventListener("click", async () => {
      const text = document.getElementById(link.dataset.copies).textContent;
      try {
        await navigator.clipboard.writeText(text);
        say("Copied");
      } catch {
        location.assign(link.href);
      }
      setTimeout(say, COPIED, "Copy");
    });
    if (link.dataset.saved) link.before(button, " ");
    else link.replaceWith(button);
  }

  // The form: fields left empty say nothing, so they need not be in the address.

  const more = "form.search :is(input[type=text], input[name=q]:not(#q), select)";
  const fields = [...document.querySelectorAll(more)];
  document.querySelector("form.search")?.addEventListener("submit", () => {
    for (const field of fields) field.disabled = field.value.trim() === "";
  });
  window.addEventListener("pageshow", () => {
    for (const field of fields) field.disabled = false;
  });

  // Completions of the word being typed.

  if (!box?.form.dataset.suggest) return;
  const list = document.createElement("datalist");
  list.id = "completions";
  box.after(list);
  box.setAttribute("list", list.id);

  let waiting = 0;
  let asked = null;

  const complete = async () => {
    const typed = box.value;
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `${box.form.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map(({ query }) => new Option("", query)));
    } catch { /* a newer letter was typed, or the service is away: no completions then */ }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    if (box.value.trim().length < 2) list.replaceChildren();
    else waiting = setTimeout(complete, 150);
  });
})();
