"use strict";
// Filters the records and sorts the tables; the page can be read in full without it.

const form = document.querySelector("form");
const fields = [...form.querySelectorAll("[name]")];
const rows = [...document.querySelectorAll("#Records tbody tr")];

const words = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const texts = new Map(rows.map(row => [row, " " + words(`${row.textContent} ${row.dataset.names}`).join(" ")]));

function matches(row, { name, value }) {
  if (name == "words") return words(value).every(word => texts.get(row).includes(" " + word));
  return !value || row.dataset[name]?.split(" ").includes(value);
}

function filter() {
  for (const row of rows) row.hidden = !fields.every(field => matches(row, field));
  const left = rows.filter(row => !row.hidden);
  const wider = left.filter(row => row.dataset.scope == "wider").length;
  form.querySelector("output").textContent = left.length == 0 ? "No record matches."
    : `${left.length} of ${rows.length} records` + (wider ? `, ${wider} of them said of a wider area` : "");
}

function change() {  // filters, and writes the filters into the address
  filter();
  const state = new URLSearchParams(fields.filter(field => field.value).map(field => [field.name, field.value]));
  history.replaceState(null, "", String(state) ? `#${state}` : location.pathname + location.search);
}

function read() {  // the filters from the address; the address of a record or a section has none
  const hash = location.hash.slice(1), isState = hash.includes("=");
  const state = new URLSearchParams(isState ? hash : "");
  for (const field of fields) {
    field.value = state.get(field.name) ?? "";
    if (field.selectedIndex < 0) field.value = "";
  }
  filter();
  document.getElementById(isState ? "Records" : hash)?.scrollIntoView();
}

form.addEventListener("input", change);
form.addEventListener("submit", event => event.preventDefault());
form.querySelector("button").addEventListener("click", () => { form.reset(); change(); });
addEventListener("hashchange", read);
form.hidden = false;
read();

// Sorting: a row's data-HEADING, if it has one, else the text of its cell; empty cells come last.

const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

for (const heading of document.querySelectorAll("thead th")) {
  const button = document.createElement("button");
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const sign = heading.ariaSort == "ascending" ? -1 : 1, name = heading.textContent.trim().toLowerCase();
    for (const other of heading.parentNode.cells) other.ariaSort = null;
    heading.ariaSort = sign > 0 ? "ascending" : "descending";
    const text = row => row.cells[heading.cellIndex].textContent.replace(/^[^\p{L}\p{N}]+/u, "").trim();
    const body = heading.closest("table").tBodies[0];
    const keyed = [...body.rows].map(row => [row.dataset[name] ?? text(row), row]);
    keyed.sort(([a], [b]) => !a - !b || sign * compare(a, b));
    body.append(...keyed.map(([, row]) => row));
  });
}
