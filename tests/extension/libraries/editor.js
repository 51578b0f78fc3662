import "prosemirror-view/style/prosemirror.css";
import "prosemirror-menu/style/menu.css";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { schema } from "prosemirror-schema-basic";
import { exampleSetup } from "prosemirror-example-setup";

const said = document.getElementById("said");
new EditorView(document.getElementById("body"), {
  state: EditorState.create({ schema, plugins: exampleSetup({ schema }) }),
  attributes: { "aria-label": "Message Body", role: "textbox", "aria-multiline": "true" },
});
document.getElementById("send").onclick = () => (said.textContent = "Email sent");
