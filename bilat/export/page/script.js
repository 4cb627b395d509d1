"use strict";
// Filters the records; the page reads whole without it.

const form = document.querySelector("form");
const fields = [...form.querySelectorAll("[name]")];
const rows = [...document.querySelectorAll("[data-is]")];
const names = new Map();  // of a region, a sector or a company, all that it is called
for (const each of document.querySelectorAll("[data-of]")) names.set(each.dataset.of, each.dataset.names);
const texts = new Map();

const is = row => row.dataset.is.split(" ");
const isWider = row => is(row).includes("scope:wider");
const folded = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function text(row) {
  if (!texts.has(row)) {
    const called = is(row).map(each => names.get(each) ?? "");
    texts.set(row, " " + folded([row.textContent, ...called].join(" ")).join(" "));
  }
  return texts.get(row);
}

function filter() {
  const words = folded(form.elements.words.value);
  const chosen = fields.filter(field => field.value && field.name != "words").map(field => `${field.name}:${field.value}`);
  for (const row of rows) {
    row.hidden = !chosen.every(each => is(row).includes(each)) || !words.every(each => text(row).includes(" " + each));
  }
  for (const part of document.querySelectorAll("table.records tbody, section > section")) {
    part.hidden = !part.querySelector("[data-is]:not([hidden])");
  }
  const count = of => `${of.filter(row => !row.hidden).length} of ${of.length}`;
  const wider = rows.filter(isWider);
  form.querySelector("output").textContent = rows.every(row => row.hidden) ? "No record has all of this."
    : `${count(rows.filter(row => !isWider(row)))} records` + (wider.length ? `, and ${count(wider)} wider than the region` : "");
}

function write() {  // the filters into the address
  const state = new URLSearchParams(fields.filter(field => field.value).map(field => [field.name, field.value]));
  history.replaceState(null, "", String(state) ? `#${state}` : location.pathname + location.search);
}

function read() {  // the filters from the address; that of a record or a section has none
  const [place, state] = location.hash.includes("=") ? ["Records", location.hash.slice(1)] : [location.hash.slice(1), ""];
  for (const field of fields) {
    field.value = new URLSearchParams(state).get(field.name) ?? "";
    if (field.selectedIndex < 0) field.value = "";
  }
  filter();
  document.getElementById(place)?.scrollIntoView();
}

form.addEventListener("input", () => { filter(); write(); });
form.addEventListener("submit", event => event.preventDefault());
form.querySelector("button").addEventListener("click", () => { form.reset(); filter(); write(); });
document.addEventListener("click", event => { if (event.target.closest("a[href^='#']")) { form.reset(); filter(); } });
addEventListener("hashchange", read);
form.hidden = false;
read();
