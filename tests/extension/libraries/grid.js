import { AllCommunityModule, ModuleRegistry, createGrid } from "ag-grid-community";

ModuleRegistry.registerModules([AllCommunityModule]);
const STAGES = ["New", "Contacted", "Qualified"];
createGrid(document.getElementById("grid"), {
  columnDefs: [
    { field: "name", headerName: "Name", filter: true },
    { field: "stage", headerName: "Stage", editable: true, cellEditor: "agSelectCellEditor", cellEditorParams: { values: STAGES } },
    { field: "amount", headerName: "Amount", editable: true },
    { field: "hot", headerName: "High Priority", editable: true },
  ],
  rowData: [
    { name: "Quarmby Vane", stage: "New", amount: 100, hot: false },
    { name: "Ilse Tarn", stage: "Contacted", amount: 2500, hot: true },
  ],
  rowSelection: { mode: "multiRow" },
});
