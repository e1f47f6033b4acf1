// Makes the pages a course that is played: guesses are clicked, and what follows opens after them. What was guessed stays in this
// browser. Without this file everything is open.
"use strict";

const KEY = "weak-references";
const SKIPPED = false; // in place of a guess: show me

// {guesses: {name: choice}, quizzes: {name: letters}, open: whether everything is}
const state = { guesses: {}, quizzes: {}, open: false };
try {
  const kept = JSON.parse(localStorage.getItem(KEY));
  for (const part of Object.keys(state)) if (kept?.[part] && typeof kept[part] === typeof state[part]) state[part] = kept[part];
} catch {
  // nothing was kept, or nothing may be
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // then it lasts for as long as the page
  }
  show();
}

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(text, pressed) {
  return make("button", { type: "button", textContent: text, onclick: pressed });
}

// A question with its buttons, and a line below that a screen reader speaks when it changes.
function question(legend, buttons) {
  const row = make("div", { className: "choices" }, ...buttons);
  return make("fieldset", { className: "question" }, make("legend", { textContent: legend }), row);
}

function status() {
  const line = make("p", { className: "verdict" });
  line.setAttribute("role", "status");
  return line;
}

// What the cell says that nobody has answered: how to do that in JupyterLab.
function hideOutput(cell) {
  const output = cell.querySelector(".output_wrapper");
  if (output) output.hidden = true;
}

const given = (element, name) => JSON.parse(element.dataset[name]);
const after = document.querySelectorAll("[data-after]");
const shows = []; // each brings its part of the page up to date

for (const cell of document.querySelectorAll("[data-guess]")) {
  const { name, choices, answer } = given(cell, "guess");
  hideOutput(cell);
  const guess = (choice) => () => {
    state.guesses[name] = choice;
    keep();
  };
  const buttons = choices.map((choice) => button(choice, guess(choice)));
  const skip = button("Show me", guess(SKIPPED));
  const verdict = status();
  cell.after(question("Your guess", [...buttons, skip]), verdict);
  shows.push(() => {
    const guessed = state.guesses[name];
    [...buttons, skip].forEach((each, i) => each.setAttribute("aria-pressed", String(guessed === (choices[i] ?? SKIPPED))));
    skip.hidden = guessed !== undefined && guessed !== SKIPPED;
    verdict.textContent =
      guessed === undefined
        ? ""
        : guessed === SKIPPED
          ? `The answer: ${answer}. Read on to see why.`
          : guessed === answer
            ? `✔ You guessed ${guessed}, and you were right. Read on to see it happen.`
            : `You guessed ${guessed}, but it was ${answer}. Surprised? Read on.`;
  });
}

for (const cell of document.querySelectorAll("[data-quiz]")) {
  const { name, right, letters } = given(cell, "quiz");
  hideOutput(cell);
  const questions = [...right].map((_, i) => {
    const buttons = [...letters].map((letter) =>
      button(letter, () => {
        const chosen = [...(state.quizzes[name] ?? "?".repeat(right.length))];
        chosen[i] = letter;
        state.quizzes[name] = chosen.join("");
        keep();
      }),
    );
    shows.push(() => buttons.forEach((each) => each.setAttribute("aria-pressed", String(state.quizzes[name]?.[i] === each.textContent))));
    return question(`Question ${i + 1}`, buttons);
  });
  const score = status();
  cell.after(make("div", { className: "quiz" }, ...questions), score);
  shows.push(() => {
    const chosen = [...(state.quizzes[name] ?? "")];
    const done = chosen.length === right.length && !chosen.includes("?");
    const good = chosen.filter((letter, i) => letter === right[i]).length;
    score.textContent = !done
      ? ""
      : good === right.length
        ? `✔ All ${good} are right.`
        : `${good} of ${right.length} are right. Which one would you change?`;
  });
}

// The next hint is there when the one before it was opened.
for (const hints of document.querySelectorAll("details + details")) {
  const before = hints.previousElementSibling;
  hints.hidden = !before.open;
  before.addEventListener("toggle", () => before.open && (hints.hidden = false));
}

// The list of notebooks says what was done.
const course = document.getElementById("course");
const parts = course ? JSON.parse(course.textContent) : {};
for (const [page, { guesses, quizzes }] of Object.entries(parts)) {
  const link = document.querySelector(`.contents a[href="${page}"]`);
  if (!link) continue;
  const mark = make("span", { className: "done" });
  link.after(mark);
  shows.push(() => {
    const of = guesses.length + Object.keys(quizzes).length;
    const done =
      guesses.filter((name) => name in state.guesses).length +
      Object.entries(quizzes).filter(([name, right]) => state.quizzes[name] === right).length;
    mark.textContent = done === 0 ? "" : done === of ? " ✔ done" : ` ◐ ${done} of ${of}`;
  });
}

const bar = document.querySelector(".play");
if (bar) {
  const all = button("", () => {
    state.open = !state.open;
    keep();
  });
  const forget = button("Forget my guesses", () => {
    state.guesses = {};
    state.quizzes = {};
    keep();
  });
  bar.append(...(after.length ? [all] : []), ...(course ? [forget] : []));
  shows.push(() => (all.textContent = state.open ? "Hide what I haven't guessed" : "Show everything"));
}

function show() {
  for (const part of after) part.hidden = !state.open && given(part, "after").some((name) => !(name in state.guesses));
  shows.forEach((each) => each());
}

show();
