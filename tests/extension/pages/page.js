// What the hard pages share: a toast that goes by itself, and addresses on other hosts of the same server.
"use strict";

function toast(text, role = "status") {
  const box = document.createElement("div");
  box.setAttribute("role", role);
  box.className = "toast";
  box.textContent = text;
  document.body.append(box);
  setTimeout(() => box.remove(), 3000);
}

function at(host, path) {
  return `http://${host}:${location.port}${path}`;
}
