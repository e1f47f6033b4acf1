// Brings a chart to life: its picture stays until somebody points at it, touches it or comes to it by
// keyboard. Plotly is in this folder, and is loaded when it is first wanted.
"use strict";

const here = new URL(".", document.currentScript.src);
let plotly;
let finger = matchMedia("(pointer: coarse)").matches;

function loadPlotly() {
  plotly ??= new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = new URL("plotly.min.js", here);
    script.onload = () => loaded(window.Plotly);
    script.onerror = failed;
    document.head.append(script);
  });
  return plotly;
}

// On a narrow screen a title takes several lines.
function lines(text, letters) {
  const out = [""];
  for (const word of text.split(" ")) {
    if (out.at(-1) && out.at(-1).length + 1 + word.length > letters) out.push("");
    out[out.length - 1] += (out.at(-1) && " ") + word;
  }
  return out;
}

// The figure as saved, made to fit: as wide as there is room, at most as wide as it wants to be.
function fitted(saved, room) {
  const figure = structuredClone(saved);
  const layout = figure.layout;
  const narrow = room < (layout.width ?? room);
  layout.width = Math.min(layout.width ?? room, room);
  if (narrow && layout.width < 600) {
    const title = lines(layout.title?.text ?? "", Math.floor(room / 9));
    layout.title = { ...layout.title, text: title.join("<br>"), font: { ...layout.title?.font, size: 15 } };
    layout.margin = { ...layout.margin, t: 40 + 20 * title.length, l: 48, r: 12 };
    layout.font = { ...layout.font, size: 11 };
    if (layout.legend?.orientation === "h") layout.legend = { ...layout.legend, y: -0.36 };
    layout.height = Math.min(layout.height ?? 420, 320 + 20 * Math.max(2, title.length)); // the plot keeps its height
  }
  // A finger scrolls the page, it doesn't draw a frame in the chart.
  if (finger) {
    layout.dragmode = false;
    for (const axis of Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key))) {
      layout[axis] = { ...layout[axis], fixedrange: true };
    }
  }
  const config = { ...figure.config, displaylogo: false, displayModeBar: finger || narrow ? false : "hover" };
  return [figure.data, layout, config];
}

async function comeAlive(chart) {
  if (chart.dataset.state) return;
  chart.dataset.state = "loading";
  try {
    const saved = JSON.parse(chart.querySelector("script").textContent);
    const Plotly = await loadPlotly();
    const place = document.createElement("div");
    const draw = () => Plotly.react(place, ...fitted(saved, chart.clientWidth));
    chart.append(place);
    await draw();
    chart.classList.add("alive");
    chart.dataset.state = "alive";
    let width = chart.clientWidth;
    new ResizeObserver(() => {
      if (chart.clientWidth !== width) {
        width = chart.clientWidth;
        draw();
      }
    }).observe(chart);
  } catch {
    chart.dataset.state = "picture"; // which says the same
  }
}

document.addEventListener("pointerdown", (event) => (finger = event.pointerType === "touch"), true);
for (const chart of document.querySelectorAll(".chart")) {
  chart.tabIndex = 0;
  chart.setAttribute("aria-label", chart.querySelector("img").alt);
  chart.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && comeAlive(chart));
  chart.addEventListener("click", () => comeAlive(chart));
  chart.addEventListener("focus", () => comeAlive(chart));
}

// A run in small pictures, side by side: shows one of them at a time, the one that the slider is at.
function step(run) {
  const frames = JSON.parse(run.dataset.frames);
  const columns = Number(run.dataset.columns);
  const rows = Math.ceil(frames.length / columns);
  const picture = run.querySelector("img");
  const frame = document.createElement("div");
  frame.className = "frame";
  frame.style.aspectRatio = `${picture.naturalWidth / columns} / ${picture.naturalHeight / rows}`;
  picture.removeAttribute("width");
  picture.style.width = `${100 * columns}%`;
  picture.replaceWith(frame);
  frame.append(picture);
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 1, max: frames.length, value: 1 });
  slider.setAttribute("aria-label", "Step of this run");
  const words = document.createElement("figcaption");
  const show = () => {
    const at = slider.value - 1;
    picture.style.left = `${-100 * (at % columns)}%`;
    picture.style.top = `${-100 * Math.floor(at / columns)}%`;
    picture.alt = frames[at];
    words.textContent = `Step ${at + 1} of ${frames.length}`;
    slider.setAttribute("aria-valuetext", frames[at]);
  };
  slider.addEventListener("input", show);
  run.append(slider, words);
  run.classList.replace("picture", "run");
  show();
}
for (const run of document.querySelectorAll("[data-frames]")) run.querySelector("img").decode().then(() => step(run), () => {});

// What scrolls sideways can be scrolled by keyboard, too. It may be seen only later.
const sideways = new ResizeObserver((boxes) => {
  for (const { target } of boxes) if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
});
for (const box of document.querySelectorAll("pre, .scroll, .picture")) sideways.observe(box);
