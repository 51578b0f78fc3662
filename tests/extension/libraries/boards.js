import Sortable from "sortablejs";
import { Calendar } from "@fullcalendar/core";
import dayGrid from "@fullcalendar/daygrid";
import interaction from "@fullcalendar/interaction";

for (const list of document.querySelectorAll("#board ul")) new Sortable(list, { group: "stages", forceFallback: list.dataset.fallback !== undefined });
new Calendar(document.getElementById("calendar"), {
  plugins: [dayGrid, interaction],
  initialDate: "2026-03-10",
  editable: true,
  height: 500,
  events: [{ title: "Quarmby demo", start: "2026-03-10" }],
}).render();
