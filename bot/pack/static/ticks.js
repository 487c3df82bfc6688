// Keep the ticks of the checklists on this device, where it lets a file keep anything.

const KEPT = "coordbot.ticks";

function kept() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
  } catch {
    return new Set();
  }
}

function keep(ticks) {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...ticks]));
  } catch {
    // Ticks then last as long as the page.
  }
}

const boxes = [...document.querySelectorAll("[data-tick]")];
const ticked = kept();
for (const box of boxes) {
  box.checked = ticked.has(box.dataset.tick);
  box.addEventListener("change", () => {
    const ticks = kept();
    if (box.checked) ticks.add(box.dataset.tick);
    else ticks.delete(box.dataset.tick);
    keep(ticks);
  });
}
for (const details of document.querySelectorAll("details:has([data-tick])")) {
  const clear = document.createElement("button");
  clear.type = "button";
  clear.textContent = texts.clear;
  clear.addEventListener("click", () => {
    const ticks = kept();
    for (const box of details.querySelectorAll("[data-tick]")) {
      box.checked = false;
      ticks.delete(box.dataset.tick);
    }
    keep(ticks);
  });
  details.append(clear);
}
