"use strict";
// Filters the records and sorts the tables; the page can be read in full without it.

const form = document.querySelector("form");
const fields = [...form.querySelectorAll("[name]")];
const rows = [...document.querySelectorAll("#Records tbody tr")];
const names = new Map();  // "sector:elevators" to all its names, in both languages
for (const each of document.querySelectorAll("[data-names]")) names.set(each.dataset.of, each.dataset.names);

const values = (row, name) => (row.dataset[name] ?? "").split(" ");
const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const texts = new Map();
function text(row) {  // its words, with the other names of its region, sectors and companies
  if (!texts.has(row)) {
    const keys = ["region", "sector", "company"].flatMap(name => values(row, name).map(value => `${name}:${value}`));
    const parts = [row.textContent, ...keys.map(key => names.get(key) ?? "")];
    texts.set(row, " " + fold(parts.join(" ")).join(" "));
  }
  return texts.get(row);
}

function filter() {
  const words = fold(form.elements.words.value);
  const chosen = fields.filter(field => field.value && field.name != "words");
  for (const row of rows) {
    row.hidden = !chosen.every(field => values(row, field.name).includes(field.value))
      || !words.every(word => text(row).includes(" " + word));
  }
  for (const part of document.querySelectorAll("#Records section")) {
    part.hidden = !part.querySelector("tbody tr:not([hidden])");
  }
  const seen = rows.filter(row => !row.hidden);
  const wider = seen.filter(row => row.dataset.scope == "wider").length;
  form.querySelector("output").textContent = seen.length == 0 ? "No record matches."
    : `${seen.length} of ${rows.length} records` + (wider ? `, ${wider} of them said of a wider area` : "");
}

function write() {  // the filters into the address
  const state = new URLSearchParams(fields.filter(field => field.value).map(field => [field.name, field.value]));
  history.replaceState(null, "", String(state) ? `#${state}` : location.pathname + location.search);
}

function read() {  // the filters from the address; the address of a record or a section has none
  const [place, state] = location.hash.includes("=") ? ["Records", location.hash.slice(1)] : [location.hash.slice(1), ""];
  for (const field of fields) {
    field.value = new URLSearchParams(state).get(field.name) ?? "";
    if (field.selectedIndex < 0) field.value = "";
  }
  filter();
  document.getElementById(decodeURIComponent(place))?.scrollIntoView();
}

form.addEventListener("input", () => { filter(); write(); });
form.addEventListener("submit", event => event.preventDefault());
form.querySelector("button").addEventListener("click", () => { form.reset(); filter(); write(); });
document.addEventListener("click", event => {  // a link within the page always arrives
  if (event.target.closest("a[href^='#']")) { form.reset(); filter(); }
});
addEventListener("hashchange", read);
form.hidden = false;
read();

// Sorting: a row's data-HEADING, if it has one, else the text of its cell; empty cells come last.
// A row without data, such as a total, stays below.

const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function sort(heading, sign) {
  const table = heading.closest("table"), index = heading.cellIndex, name = heading.textContent.trim().toLowerCase();
  const key = row => row.dataset[name] ?? row.cells[index].textContent.replace(/^[^\p{L}\p{N}]+/u, "").trim();
  const sorted = [...table.querySelectorAll("tbody tr")].map(row => [key(row), Object.keys(row.dataset).length, row]);
  sorted.sort(([a, aMoves], [b, bMoves]) => !aMoves - !bMoves || !a - !b || sign * compare(a, b));
  table.tBodies[0].append(...sorted.map(([, , row]) => row));
  table.classList.add("sorted");
}

for (const heading of document.querySelectorAll("thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const order = heading.getAttribute("aria-sort") == "ascending" ? "descending" : "ascending";
    for (const each of heading.parentNode.cells) each.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", order);
    sort(heading, order == "ascending" ? 1 : -1);
  });
}
