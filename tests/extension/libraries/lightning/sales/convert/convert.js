import LightningModal from "lightning/modal";

export default class Convert extends LightningModal {
    stages = ["Prospecting", "Proposal"].map((label) => ({ label, value: label }));
    cancel() { this.close("cancelled"); }
    done() { this.close("done"); }
}
