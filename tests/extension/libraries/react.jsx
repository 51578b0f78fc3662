import * as React from "react";
import { createRoot } from "react-dom/client";
import Select from "react-select";
import Creatable from "react-select/creatable";
import { Toaster, toast } from "sonner";

const options = (...words) => words.map((one) => ({ value: one, label: one }));
const soon = (good) => new Promise((done, fail) => setTimeout(good ? done : fail, 400));

createRoot(document.getElementById("app")).render(
  <>
    <label htmlFor="status">Lead Status</label>
    <Select inputId="status" options={options("New", "Contacted", "Qualified")} isSearchable={false} />
    <label htmlFor="account">Account</label>
    <Select inputId="account" options={options("Quarmby Robotics", "Tarn Holdings")} isClearable />
    <label htmlFor="tags">Tags</label>
    <Creatable inputId="tags" isMulti options={options("Partner", "Event")} />
    <button onClick={() => toast.success("Lead assigned", { description: "Quarmby Vane" })}>Assign</button>
    <button onClick={() => toast.promise(soon(true), { loading: "Saving", success: "Lead saved", error: "Lead not saved" })}>Save</button>
    <button onClick={() => toast.error("Lead could not be sent", { action: { label: "Undo", onClick: () => toast("Undone") } })}>Send</button>
    <Toaster closeButton />
  </>,
);
