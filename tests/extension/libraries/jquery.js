import "bootstrap/dist/css/bootstrap.min.css";
import "select2/dist/css/select2.min.css";
import "flatpickr/dist/flatpickr.min.css";
import jQuery from "jquery";
import select2 from "select2";
import { Modal, Toast } from "bootstrap";
import flatpickr from "flatpickr";

select2(window, jQuery);
jQuery("select").select2({ minimumResultsForSearch: 5, width: "300px" });
flatpickr("#due", {});
const modal = new Modal("#convert");
const toast = new Toast("#toast", { delay: 1500 });
const said = document.getElementById("said");
function say(text) {
  said.textContent = text;
  toast.show();
}
document.getElementById("clone").onclick = () => say("Lead cloned");
document.getElementById("done").onclick = () => {
  modal.hide();
  say("Lead converted");
};
