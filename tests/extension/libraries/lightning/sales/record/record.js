import { LightningElement } from "lwc";
import Toast from "lightning/toast";
import Convert from "sales/convert";

const named = (...labels) => labels.map((label) => ({ label, value: label.toLowerCase() }));

export default class Record extends LightningElement {
    lead = "Quarmby Vane";
    stage = "new";
    none = false;
    noneYet = [];
    stages = named("New", "Contacted", "Qualified", "Unqualified");
    statuses = named("New", "Contacted", "Qualified", "Unqualified");
    ratings = named("Hot", "Warm", "Cold");
    needs = named("Training", "Support");
    products = named("Basic", "Premium", "Enterprise");
    columns = [
        { label: "Name", fieldName: "link", type: "url", typeAttributes: { label: { fieldName: "name" }, target: "_self" }, sortable: true },
        { label: "Email", fieldName: "email", type: "email" },
        { label: "Title", fieldName: "title", editable: true },
        { type: "button", label: "Next Step", typeAttributes: { label: "Log a Call", name: "call" } },
        { type: "action", typeAttributes: { rowActions: [{ label: "Edit", name: "edit" }, { label: "Remove", name: "remove" }] } },
    ];
    rows = [
        { id: 1, link: `${location.href.split("#")[0]}#/lead/1`, name: "Quarmby Vane", email: "vane@acme.example", title: "Chief Vane Officer" },
        { id: 2, link: `${location.href.split("#")[0]}#/lead/2`, name: "Ilse Tarn", email: "tarn@acme.example", title: "Buyer" },
    ];
    say(label, variant = "success", message = "") { Toast.show({ label, message, variant, mode: "dismissible" }, this); }
    edit() { this.say("Record is locked", "error", "You can't edit this record now."); }
    async convert() {
        const result = await Convert.open({ size: "small", label: "Convert Lead" });
        if (result === "done") this.say(`Lead "${this.lead}" was converted.`);
    }
    act(event) { if (event.detail.value === "clone") this.say("Lead was cloned"); }
    advance(event) { this.stage = event.target.value; }
    save() {
        const fields = [...this.template.querySelectorAll("lightning-input, lightning-combobox")];
        if (fields.map((one) => one.reportValidity()).every(Boolean)) this.say(`Lead "${this.lead}" was saved.`);
    }
    row(event) { this.say(event.detail.action.name === "call" ? "Call was logged" : "Row was changed"); }
}
