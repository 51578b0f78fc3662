import * as React from "react";
import { createRoot } from "react-dom/client";
import { App, Button, Checkbox, DatePicker, Dropdown, Form, Input, Modal, Popconfirm, Select, Switch, Table, Tabs } from "antd";

const ROWS = [
  { key: 1, name: "Quarmby Vane", stage: "New" },
  { key: 2, name: "Ilse Tarn", stage: "Contacted" },
];
const options = (...words) => words.map((one) => ({ value: one, label: one }));

function Lead() {
  const { message, notification } = App.useApp();
  const [open, setOpen] = React.useState(false);
  const items = [{ key: "convert", label: "Convert" }, { key: "delete", label: "Delete" }];
  const act = ({ key }) => (key === "convert" ? setOpen(true) : message.error("Lead could not be deleted"));
  return (
    <>
      <Form layout="vertical" onFinish={() => message.success("Lead saved")}>
        <Form.Item name="company" label="Company" rules={[{ required: true, message: "Enter a company" }]}><Input /></Form.Item>
        <Form.Item name="status" label="Lead Status"><Select options={options("New", "Contacted", "Qualified")} /></Form.Item>
        <Form.Item name="owner" label="Lead Owner"><Select showSearch options={options("Quarmby Vane", "Ilse Tarn")} /></Form.Item>
        <Form.Item name="due" label="Follow-up Date"><DatePicker /></Form.Item>
        <Form.Item name="needs" label="Needs"><Checkbox.Group options={["Training", "Support"]} /></Form.Item>
        <Form.Item name="hot" label="High Priority"><Switch /></Form.Item>
        <Button type="primary" htmlType="submit">Save</Button>
      </Form>
      <Dropdown menu={{ items, onClick: act }} trigger={["click"]}><Button>Actions</Button></Dropdown>
      <Popconfirm title="Delete the lead?" onConfirm={() => notification.success({ title: "Lead deleted" })} okText="Delete" cancelText="Cancel">
        <Button danger>Delete</Button>
      </Popconfirm>
      <Modal title="Convert lead" open={open} onCancel={() => setOpen(false)} okText="Convert"
        onOk={() => { setOpen(false); message.success("Lead converted"); }}>
        <Input aria-label="Opportunity Name" />
      </Modal>
      <Tabs items={[{ key: "1", label: "Details", children: "…" }, { key: "2", label: "Activities", children: "…" }]} />
      <Table dataSource={ROWS} pagination={false} rowSelection={{}} columns={[
        { title: "Name", dataIndex: "name", render: (name) => <a href="#lead">{name}</a>, sorter: () => 0 },
        { title: "Stage", dataIndex: "stage" },
        { title: "Next Step", render: () => <Button type="link" onClick={() => message.success("Call logged")}>Log a call</Button> },
      ]} />
    </>
  );
}

createRoot(document.getElementById("app")).render(<App><Lead /></App>);
