"use strict";
(() => {
  const root = document.documentElement;
  const remembered = {
    get(name) { try { return localStorage.getItem("customer-profiles-" + name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem("customer-profiles-" + name, value); } catch { /* private window */ } },
  };

  // Light and dark: as the system has it, until somebody chooses.
  const chosen = remembered.get("theme");
  if (chosen) root.dataset.theme = chosen;
  document.addEventListener("DOMContentLoaded", () => {
    root.classList.remove("scriptless");
    const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.querySelector("[data-theme-switch]").addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered.set("theme", root.dataset.theme);
    });
    const current = document.querySelector(".side [aria-current]");
    if (current && current.offsetParent) {
      const side = current.closest(".side");
      side.scrollTop = Math.max(0, current.offsetTop - side.clientHeight / 2);
    }
    live();
  });

  // Copy buttons. A page over plain HTTP from another machine has no clipboard: there, the text is selected.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    event.preventDefault();
    const text = button.dataset.copy ?? button.closest("[data-text]").querySelector("pre").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1200);
  });

  // "/" goes to the search field.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
    const field = document.querySelector(".bar input[name=value]");
    if (field) { event.preventDefault(); field.focus(); }
  });

  // Live refresh: the page is fetched again, and only what differs is changed. What is open stays open, what is typed
  // stays typed, and the place on the page stays where it is.
  function live() {
    const button = document.querySelector("[data-live]");
    if (!button) return;
    let on = remembered.get("live") !== "off";
    const show = () => button.setAttribute("aria-pressed", String(on));
    button.addEventListener("click", () => {
      on = !on;
      remembered.set("live", on ? "on" : "off");
      show();
    });
    show();
    let last = null;
    const refresh = async () => {
      if (on && document.visibilityState === "visible" && !String(getSelection())) {
        try {
          const answer = await fetch(location.href, { cache: "no-store" });
          const text = await answer.text();
          if (text !== last) update(text);
          last = text;
          button.title = "Live: the page follows what happens";
        } catch {
          button.title = "The server does not answer";
        }
      }
      setTimeout(refresh, 2000);
    };
    setTimeout(refresh, 2000);
  }

  function update(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const part of ["main", ".side"]) {
      const [present, next] = [document.querySelector(part), fresh.querySelector(part)];
      if (present && next) morph(present, next);
    }
    if (fresh.title) document.title = fresh.title;
  }

  const keyOf = (node) => (node.nodeType === 1 ? node.dataset.key ?? null : null);

  function morph(present, next) {
    if (present.isEqualNode(next)) return;
    for (const { name, value } of [...next.attributes]) {
      if (present.getAttribute(name) !== value && !isOwn(present, name)) present.setAttribute(name, value);
    }
    for (const { name } of [...present.attributes]) {
      if (!next.hasAttribute(name) && !isOwn(present, name)) present.removeAttribute(name);
    }
    morphChildren(present, next);
  }

  // What the reader has changed, not the server.
  const isOwn = (node, name) => (node.tagName === "DETAILS" && name === "open") || (node.tagName === "INPUT" && name === "value");

  function morphChildren(present, next) {
    const keyed = new Map();
    for (const child of present.children) if (keyOf(child)) keyed.set(keyOf(child), child);
    const wanted = new Set([...next.children].map(keyOf).filter(Boolean));
    for (const [key, child] of keyed) if (!wanted.has(key)) { child.remove(); keyed.delete(key); }
    let at = present.firstChild;
    for (const child of [...next.childNodes]) {
      const key = keyOf(child);
      const same = key ? keyed.get(key) : at && !keyOf(at) && at.nodeName === child.nodeName ? at : null;
      if (!same) {
        const added = document.importNode(child, true);
        if (key && keyed.size) added.classList.add("new");
        present.insertBefore(added, at);
      } else {
        if (same === at) at = at.nextSibling; else present.insertBefore(same, at);
        if (same.nodeType === 1) morph(same, child);
        else if (same.nodeValue !== child.nodeValue) same.nodeValue = child.nodeValue;
      }
    }
    while (at) { const following = at.nextSibling; at.remove(); at = following; }
  }
})();
