import { createElement } from "lwc";
import Record from "sales/record";
document.body.append(createElement("sales-record", { is: Record }));
