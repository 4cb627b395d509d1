"use strict";
// Filters the records and sorts the tables; the page can be read in full without it.

const form = document.querySelector("form");
const fields = [...form.querySelectorAll("[name]")];
const rows = [...document.querySelectorAll("#Records tbody tr")];

const words = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const texts = new Map(rows.map(row => [row, " " + words(`${row.textContent} ${row.dataset.names}`).join(" ")]));

function matches(row, field) {
  if (field.name == "words") return words(field.value).every(word => texts.get(row).includes(" " + word));
  return !field.value || row.dataset[field.name].split(" ").includes(field.value);
}

function filter() {
  for (const row of rows) row.hidden = !fields.every(field => matches(row, field));
  for (const part of document.querySelectorAll("#Records section")) {
    part.hidden = !part.querySelector("tbody tr:not([hidden])");
  }
  const seen = rows.filter(row => !row.hidden);
  const wider = seen.filter(row => row.dataset.scope == "wider").length;
  form.querySelector("output").textContent = seen.length == 0 ? "No record matches."
    : `${seen.length} of ${rows.length} records` + (wider ? `, ${wider} of them said of a wider area` : "");
}

function change() {  // filters, and writes the filters into the address
  filter();
  const state = new URLSearchParams(fields.filter(field => field.value).map(field => [field.name, field.value]));
  history.replaceState(null, "", String(state) ? `#${state}` : location.pathname + location.search);
}

function read() {  // the filters from the address; the address of a record or a section has none
  const hash = location.hash.slice(1), isState = hash.includes("=");
  for (const field of fields) {
    field.value = new URLSearchParams(isState ? hash : "").get(field.name) ?? "";
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

function sort(heading, sign) {
  const table = heading.closest("table"), name = heading.textContent.trim().toLowerCase();
  const text = row => row.cells[heading.cellIndex].textContent.replace(/^[^\p{L}\p{N}]+/u, "").trim();
  const keyed = [...table.tBodies[0].rows].map(row => [row.dataset[name] ?? text(row), row]);
  keyed.sort(([a], [b]) => !a - !b || sign * compare(a, b));
  table.tBodies[0].append(...keyed.map(([, row]) => row));
  table.classList.add("sorted");
}

for (const heading of document.querySelectorAll("thead th")) {
  const button = document.createElement("button");
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const order = heading.ariaSort == "ascending" ? "descending" : "ascending";
    for (const each of heading.parentNode.cells) each.ariaSort = null;
    heading.ariaSort = order;
    sort(heading, order == "ascending" ? 1 : -1);
  });
}
