// Without this, the slides are one below the other.
"use strict";

const HEADINGS = "h1, h2, h3";
const [back, on] = document.querySelectorAll("button");
let slides = [];
let at = 0;

// What's a little too long is written smaller, and what's much too long goes on on another slide, under the same heading.
function fit(slide) {
  const isTooLong = () => slide.scrollHeight > slide.clientHeight;
  slide.classList.toggle("tight", isTooLong());
  if (!isTooLong()) return;
  slide.classList.remove("tight");
  const rest = slide.cloneNode();
  const blocks = () => [...slide.children].filter((block) => !block.matches(HEADINGS)).length;
  const move = () => rest.prepend(slide.lastElementChild);
  while (isTooLong() && blocks() > 1) move();
  slide.classList.toggle("crowded", isTooLong()); // a picture with many words below it
  if (!rest.hasChildNodes()) return;
  while (blocks() > 1 && slide.lastElementChild.matches(`${HEADINGS}, .leads`)) move();
  const heading = [...slide.querySelectorAll(HEADINGS)].at(-1).cloneNode(true);
  heading.removeAttribute("id");
  heading.className = "again";
  rest.prepend(heading);
  slide.after(rest);
  fit(rest);
}

function go(to) {
  at = Math.max(0, Math.min(to, slides.length - 1));
  slides.forEach((slide, i) => (slide.hidden = i !== at));
  document.querySelector("output").textContent = `${at + 1} / ${slides.length}`;
  history.replaceState(null, "", `#${at + 1}`);
}

addEventListener("load", () => {
  document.querySelectorAll("section").forEach(fit);
  slides = [...document.querySelectorAll("section")];
  document.querySelector("nav").hidden = false;
  go((parseInt(location.hash.slice(1), 10) || 1) - 1);
  back.onclick = () => go(at - 1);
  on.onclick = () => go(at + 1);
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || (event.key === " " && event.target.closest("a, button"))) return;
  const steps = { ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": event.shiftKey ? -1 : 1, End: Infinity };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  go(at + step);
});
