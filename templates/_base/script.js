/* Pointing at a number, or reaching it by Tab, shows where it comes from; a click or Enter keeps it open and goes in.
   Without this script a click still opens it, through popovertarget. */
(() => {
  "use strict";
  const phone = matchMedia("(max-width: 799px)");
  const byPath = new Map();
  for (const box of document.querySelectorAll(".lineage")) {
    byPath.set(box.dataset.lineage, box);
    box.tabIndex = -1;
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", `Where ${box.querySelector("strong").textContent} comes from`);
    for (const operand of box.querySelectorAll("button")) {
      operand.dataset.path = document.getElementById(operand.getAttribute("popovertarget")).dataset.lineage;
    }
  }
  if (!HTMLElement.prototype.showPopover) return;

  let shown = null; // the open lineage
  let anchor = null; // the number it belongs to
  let kept = false; // opened by a click or Enter, not by pointing
  let timer = 0;
  let closing = false;

  // A picture with buttons in it is a picture no longer: what is left of its words stands in its table.
  for (const drawing of document.querySelectorAll(".drawing")) {
    for (const label of drawing.querySelectorAll("text")) {
      if (byPath.has(label.dataset.path)) {
        label.setAttribute("tabindex", "0");
        label.setAttribute("role", "button");
        drawing.setAttribute("role", "group");
      } else label.setAttribute("aria-hidden", "true");
    }
  }

  const numberAt = (target) => {
    const number = target instanceof Element ? target.closest("[data-path]") : null;
    return number && byPath.has(number.dataset.path) ? number : null;
  };

  const place = () => {
    if (phone.matches) return;
    const number = anchor.getBoundingClientRect();
    const width = shown.offsetWidth;
    const height = shown.offsetHeight;
    const right = document.documentElement.clientWidth - 16;
    const below = number.bottom + 8;
    const above = number.top - 8 - height;
    // In the right half it hangs from the number's right edge, so that it does not stand out of the column.
    const hang = number.left > right / 2 ? number.right - width : number.left;
    const left = Math.max(16, Math.min(hang, right - width));
    const fits = below + height <= innerHeight - 8 || above < 60;
    shown.style.left = `${left + scrollX}px`;
    shown.style.top = `${(fits ? below : above) + scrollY}px`;
  };

  const release = (box) => {
    if (box !== shown) return;
    anchor.classList.remove("open");
    if (box.contains(document.activeElement)) anchor.focus({ preventScroll: true });
    shown = anchor = null;
    kept = false;
  };

  const close = () => {
    clearTimeout(timer);
    const box = shown;
    if (!box) return;
    closing = true; // the focus that comes back to the number must not open it again
    release(box);
    if (box.matches(":popover-open")) box.hidePopover();
    closing = false;
  };

  const open = (number, keep) => {
    clearTimeout(timer);
    const box = byPath.get(number.dataset.path);
    const inside = shown && shown.contains(number); // an operand: its lineage takes the place of this one
    if (shown === box && box.matches(":popover-open")) {
      kept = kept || keep;
      return;
    }
    const from = inside ? anchor : number;
    close();
    shown = box;
    anchor = from;
    kept = keep;
    box.classList.add("placed");
    box.showPopover();
    box.scrollTop = 0;
    anchor.classList.add("open");
    place();
  };

  for (const box of byPath.values()) {
    box.addEventListener("toggle", (event) => {
      if (event.newState === "closed") release(box);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) {
      event.preventDefault();
      close();
      return;
    }
    if (event.key !== "Enter" && event.key !== " ") return;
    const label = numberAt(event.target);
    if (!label || label instanceof HTMLButtonElement) return;
    event.preventDefault();
    open(label, true);
    shown.focus({ preventScroll: true });
  });

  document.addEventListener("click", (event) => {
    const number = numberAt(event.target);
    if (!number) return;
    event.preventDefault();
    const same = shown === byPath.get(number.dataset.path) && anchor === number;
    if (same && kept) return close();
    open(number, true);
    if (event.detail === 0) shown.focus({ preventScroll: true });
  });

  document.addEventListener("focusin", (event) => {
    const number = numberAt(event.target);
    if (!number || closing || !number.matches(":focus-visible") || (shown && shown.contains(number))) return;
    if (!phone.matches) open(number, false);
  });

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || phone.matches || kept) return;
    const number = numberAt(event.target);
    clearTimeout(timer);
    if (number && !(shown && shown.contains(number))) timer = setTimeout(() => open(number, false), 150);
    else if (shown && !shown.contains(event.target)) timer = setTimeout(close, 250);
  });

  addEventListener("resize", () => shown && place());

  // On a phone a table too wide begins where its message is: at the framed cell, the first estimate or, unless there
  // is text to read before it, the last figure.
  const begin = (box) => {
    const table = box.querySelector("table");
    if (!table || box.scrollWidth <= box.clientWidth) return;
    const cells = [...table.rows[table.rows.length - 1].cells];
    const edge = cells[0].offsetWidth; // the first column stays
    const framed = table.querySelector(".framed")?.closest("td");
    let wanted = 0;
    const estimates = table.querySelector("colgroup.e");
    if (framed) wanted = framed.offsetLeft + (framed.offsetWidth - edge - box.clientWidth) / 2;
    else if (estimates) {
      const before = [...table.querySelectorAll("col")].indexOf(estimates.firstElementChild);
      wanted = cells[before].offsetLeft - edge;
    } else if (cells.at(-1).classList.contains("n") && !cells.some((cell) => cell.matches("td.t") && cell.offsetWidth > 160)) {
      wanted = box.scrollWidth - box.clientWidth;
    }
    // A column is seen whole or not at all behind the first: a cut number is another number.
    const steps = cells.slice(1).map((cell) => cell.offsetLeft - edge);
    const step = steps.find((each) => each >= wanted - 1) ?? 0;
    const short = step - (box.scrollWidth - box.clientWidth);
    if (short > 0) cells[0].style.cssText = `box-sizing: border-box; min-width: ${edge + short}px`;
    box.style.scrollPaddingLeft = `${cells[0].offsetWidth}px`;
    box.scrollLeft = step;
  };
  // its measure is known once its typeface is there
  if (phone.matches) document.fonts.ready.then(() => document.querySelectorAll(".scroll").forEach(begin));

  // The section being read, in the bar.
  const links = [...document.querySelectorAll(".bar-sections a")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  const row = document.querySelector(".bar-sections");
  let marked = -1;
  const mark = () => {
    let current = 0;
    sections.forEach((section, index) => {
      if (section && section.getBoundingClientRect().top < innerHeight / 3) current = index;
    });
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 2) current = links.length - 1;
    if (current === marked) return;
    marked = current;
    // Where the row is too narrow for all, the section being read is brought to its middle.
    const link = links[current];
    row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  mark();
})();
