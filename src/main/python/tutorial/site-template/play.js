// Makes the pages a course that is played: guesses are clicked, and what follows opens after them. What was guessed stays in this
// browser. Without this file everything is open.
"use strict";

const KEY = "weak-references";
const SKIPPED = false; // in place of a guess: show me

// {guesses: {name: choice}, quizzes: {name: letters}, open: whether everything is}
let state;

function read() {
  state = { guesses: {}, quizzes: {}, open: false };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    for (const [name, guess] of Object.entries(kept?.guesses ?? {})) if (typeof guess === "string" || guess === SKIPPED) state.guesses[name] = guess;
    for (const [name, letters] of Object.entries(kept?.quizzes ?? {})) if (typeof letters === "string") state.quizzes[name] = letters;
    state.open = kept?.open === true;
  } catch {
    // nothing was kept, or nothing may be
  }
}

// Another tab may have kept something meanwhile.
function change(how) {
  if (mayKeep) read();
  how();
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    mayKeep = false; // then it lasts for as long as the page
  }
  show();
}

let mayKeep = true;
read();

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

// As many letters as there are questions: a quiz may have had another number of them.
const lettersOf = (name, right) => (state.quizzes[name] ?? "").padEnd(right.length, "?").slice(0, right.length);

const given = (element, name) => JSON.parse(element.dataset[name]);
const after = document.querySelectorAll("[data-after]");
const shows = []; // each brings its part of the page up to date

const guesses = [...document.querySelectorAll("[data-guess]")];
for (const cell of guesses) {
  const { name, choices, answer } = given(cell, "guess");
  hideOutput(cell);
  const guess = (choice) => () => change(() => (state.guesses[name] = choice));
  const buttons = choices.map((choice) => button(choice, guess(choice)));
  const skip = button("Show me", guess(SKIPPED));
  const verdict = status();
  const which = guesses.length > 1 ? `Guess ${guesses.indexOf(cell) + 1} of ${guesses.length}` : "Your guess";
  cell.after(question(which, [...buttons, skip]), verdict);
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
      button(letter, () =>
        change(() => {
          const chosen = [...lettersOf(name, right)];
          chosen[i] = letter;
          state.quizzes[name] = chosen.join("");
        }),
      ),
    );
    shows.push(() => buttons.forEach((each) => each.setAttribute("aria-pressed", String(lettersOf(name, right)[i] === each.textContent))));
    return question(`Question ${i + 1}`, buttons);
  });
  const score = status();
  cell.after(make("div", { className: "quiz" }, ...questions), score);
  shows.push(() => {
    const chosen = [...lettersOf(name, right)];
    const done = !chosen.includes("?");
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
  const link = document.querySelector(`.contents a[href="${CSS.escape(page)}"]`);
  if (!link) continue;
  const mark = make("span", { className: "done" });
  link.after(mark);
  shows.push(() => {
    const of = guesses.length + Object.keys(quizzes).length;
    const done =
      guesses.filter((name) => Object.hasOwn(state.guesses, name)).length +
      Object.entries(quizzes).filter(([name, right]) => state.quizzes[name] === right).length;
    mark.textContent = done === 0 ? "" : done === of ? " ✔ done" : ` ◐ ${done} of ${of}`;
  });
}

const bar = document.querySelector(".play");
if (bar) {
  const all = button("", () => change(() => (state.open = !state.open)));
  const forget = button("Forget my guesses", () => change(() => Object.assign(state, { guesses: {}, quizzes: {} })));
  bar.append(...(after.length ? [all] : []), ...(course ? [forget] : []));
  shows.push(() => (all.textContent = state.open ? "Hide what I haven't guessed" : "Show everything"));
}

function show() {
  for (const part of after) part.classList.toggle("open", state.open || given(part, "after").every((name) => Object.hasOwn(state.guesses, name)));
  shows.forEach((each) => each());
}

for (const words of document.querySelectorAll(".can-guess")) words.hidden = guesses.length === 0;
addEventListener("storage", () => (read(), show()));
addEventListener("pageshow", (event) => event.persisted && (read(), show()));
show();
window.plays = true; // it has come this far
