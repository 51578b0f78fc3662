// The stand-in for a calendar: a form in a dialog, or embedded in another page's frame; a taken time is refused.

const dialog = document.querySelector("dialog");
const form = document.querySelector("template").content.firstElementChild.cloneNode(true);
const embedded = location.pathname === "/embed";
(embedded ? document.querySelector("[data-path='/embed']") : dialog).append(form);
if (embedded) for (const part of document.querySelectorAll("header")) part.hidden = true;

const field = (id) => form.querySelector(`#${id}`);

document.querySelector("#create").addEventListener("click", () => dialog.showModal());
field("cancel").addEventListener("click", close);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = {
    title: field("title").value,
    date: field("date").value,
    time: field("time").value,
    guest: field("guest").value,
    minutes: form.elements.minutes.value,
    video: String(field("video").checked),
  };
  const missing = ["title", "date", "guest"].find((id) => !said[id]);
  if (missing) {
    field("problem").textContent = `${form.querySelector(`[for=${missing}]`).textContent} is required.`;
    return;
  }
  const answer = await send("/api/meetings", said);
  field("problem").textContent = answer.accepted ? "" : answer.said.problem;
  if (!answer.accepted) return;
  const item = document.createElement("li");
  item.textContent = `${said.date} ${said.time} ${said.title}`;
  document.querySelector("#meetings").append(item);
  close();
  toast("Meeting booked");
});

function close() {
  form.reset();
  field("problem").textContent = "";
  dialog.close();
}
