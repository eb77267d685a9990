// What the page does besides what HTML does: opens what a link leads to, finds tasks. Without it all can still be read.
export const SCRIPT = `(() => {
  const find = document.getElementById("find");
  const reveal = () => {
    let name = location.hash.slice(1);
    try { name = document.getElementById(name) ? name : decodeURIComponent(name); } catch {}
    const target = document.getElementById(name);
    if (!target) return;
    if (target.closest("li[hidden]")) { find.value = ""; state.value = ""; filter(); }
    for (let part = target; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    (target.closest("details") ?? target).scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && link.getAttribute("href") === location.hash) setTimeout(reveal);
  });
  const state = document.getElementById("state");
  const filter = () => {
    const text = find.value.trim().toLowerCase();
    const isAny = text === "" && state.value === "";
    let found = 0;
    for (const row of document.querySelectorAll("#tasks li[data-name]")) {
      row.hidden = !row.dataset.name.includes(text) || (state.value !== "" && row.dataset.state !== state.value);
      if (!row.hidden) found += 1;
    }
    for (const group of document.querySelectorAll("#tasks details.tasks")) {
      const isMatch = group.querySelector("li[data-name]:not([hidden])") !== null;
      group.parentElement.hidden = !isAny && !isMatch;
      if (!isAny && isMatch) group.open = true;
    }
    document.getElementById("found").textContent = isAny ? "" : found === 1 ? "1 task" : found + " tasks";
  };
  if (find) {
    document.querySelector(".tools").hidden = false;
    find.addEventListener("input", filter);
    state.addEventListener("input", filter);
    const all = (isOpen) => () => {
      for (const part of document.querySelectorAll("#tasks details.task, #tasks details.tasks"))
        if (!part.closest("li[hidden]")) part.open = isOpen;
    };
    document.getElementById("open").addEventListener("click", all(true));
    document.getElementById("close").addEventListener("click", all(false));
  }
  if (location.hash) reveal();
})();`;
