// The stand-in for mail: compose with a template and a rich body, a refusal when nobody is addressed, a toast when sent.

const form = document.querySelector("form");
const body = document.querySelector("#body");
const problem = document.querySelector("#problem");
const booking = document.querySelector("#booking");
const TEXTS = {
  "No template": ["", ""],
  "Meeting invitation": ["Your request", "Thank you for your request. I have sent you an invitation. "],
  "Not a fit": ["Your request", "Thank you for your request. We serve teams of twenty and more. "],
  "Hand-over to a colleague": ["Your request", "Thank you. My colleague, who knows your account, will call you. "],
};

document.querySelector("#compose").addEventListener("click", () => show("/compose"));

document.querySelector("#template").addEventListener("change", (event) => {
  const [subject, text] = TEXTS[event.target.value];
  document.querySelector("#subject").value = subject;
  body.textContent = text;
});

document.querySelector("#schedule").addEventListener("click", (event) => {
  booking.src = `http://calendar.localhost:${location.port}/embed`;
  booking.hidden = false;
  event.target.setAttribute("aria-expanded", "true");
});

document.querySelector("#discard").addEventListener("click", () => { clear(); show("/inbox"); });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const to = document.querySelector("#to").value;
  problem.textContent = to.includes("@") ? "" : "Enter at least one recipient.";
  if (problem.textContent) return;
  const subject = document.querySelector("#subject").value;
  await send("/api/messages", { to, subject, template: document.querySelector("#template").value });
  const item = document.createElement("li");
  item.textContent = `${to}: ${subject}`;
  document.querySelector("#messages").append(item);
  clear();
  show("/sent");
  toast("Message sent");
});

function clear() {
  form.reset();
  body.textContent = "";
  problem.textContent = "";
  booking.hidden = true;
  booking.removeAttribute("src");
}
