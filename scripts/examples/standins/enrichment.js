// The stand-in for enrichment: a search that takes its time, a table of results, a profile with a number to copy.

const results = document.querySelector("#results");
const table = results.querySelector("table");
let found = [];

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  results.setAttribute("aria-busy", "true");
  const name = document.querySelector("#name").value;
  found = await (await fetch(`/api/companies?name=${encodeURIComponent(name)}`)).json();
  results.setAttribute("aria-busy", "false");
  table.hidden = !found.length;
  document.querySelector("#none").hidden = Boolean(found.length);
  table.tBodies[0].replaceChildren(...found.map(row));
});

function row(company) {
  const made = document.createElement("tr");
  for (const key of ["name", "place", "employees"]) made.insertCell().textContent = company[key];
  const link = document.createElement("a");
  link.href = `/company/${company.number}`;
  link.append(company.name);
  link.addEventListener("click", (event) => { event.preventDefault(); show(`/company/${company.number}`); });
  made.cells[0].replaceChildren(link);
  return made;
}

const FACTS = { name: "Company", place: "Place", industry: "Industry", employees: "Employees", revenue: "Revenue", phone: "Phone", site: "Web site" };

document.addEventListener("shown", (event) => {
  const company = found.find((one) => event.detail.endsWith(`/${one.number}`));
  if (!company) return;
  document.querySelector("#facts").replaceChildren(...Object.entries(FACTS).flatMap(([key, label]) => {
    const term = document.createElement("dt");
    term.textContent = label;
    const fact = document.createElement("dd");
    fact.textContent = company[key];
    return [term, fact];
  }));
  document.querySelector("#number").value = company.number;
});

document.querySelector("#copy").addEventListener("click", () => {
  document.querySelector("#number").select();
  document.execCommand("copy"); // in place of the clipboard API, which asks for leave
  toast("Copied to the clipboard");
});
