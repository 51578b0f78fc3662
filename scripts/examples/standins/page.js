// What do the stand-ins share? A toast, a route, and asking the server.

/** Shows a message that goes away by itself, as products do. */
function toast(text) {
  const place = document.querySelector(".toast");
  place.textContent = text;
  setTimeout(() => { place.textContent = ""; }, 4000);
}

/** Shows the part of the page that belongs to the path; `data-path` names it. */
function show(path, push = true) {
  if (push && location.pathname !== path) history.pushState(null, "", path);
  const parts = [...document.querySelectorAll("main > [data-path]")];
  const found = parts.find((part) => part.dataset.path === path) ?? parts.find((part) => path.startsWith(part.dataset.path)) ?? parts[0];
  for (const part of parts) part.hidden = part !== found;
  document.dispatchEvent(new CustomEvent("shown", { detail: path }));
}

async function send(path, said) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(said) });
  return { accepted: answer.ok, said: await answer.json() };
}

addEventListener("popstate", () => show(location.pathname, false));
addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll("a[href^='/']")) {
    link.addEventListener("click", (event) => { event.preventDefault(); show(link.getAttribute("href")); });
  }
  const first = document.querySelector("main > [data-path]").dataset.path;
  if (location.pathname === "/") history.replaceState(null, "", first);
  show(location.pathname, false);
});
