import * as React from "react";
import { createRoot } from "react-dom/client";
import {
  Alert, Autocomplete, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControl, FormControlLabel,
  IconButton, InputLabel, Menu, MenuItem, Radio, RadioGroup, FormLabel, Select, Snackbar, Switch, Tab, Table, TableBody,
  TableCell, TableHead, TableRow, Tabs, TextField, Chip,
} from "@mui/material";

const COMPANIES = ["Quarmby Robotics", "Tarn Holdings", "Ilse Farms"];

function Lead() {
  const [tab, setTab] = React.useState(0);
  const [status, setStatus] = React.useState("New");
  const [menu, setMenu] = React.useState(null);
  const [dialog, setDialog] = React.useState(false);
  const [said, say] = React.useState(null);
  const [name, setName] = React.useState("");
  const [refused, refuse] = React.useState(false);
  const convert = () => {
    refuse(name === "");
    if (name === "") return;
    setDialog(false);
    say(["success", "Lead converted"]);
  };
  return (
    <>
      <Tabs value={tab} onChange={(_, now) => setTab(now)}>
        <Tab label="Overview" />
        <Tab label="Activities" />
      </Tabs>
      <FormControl>
        <InputLabel id="status">Lead Status</InputLabel>
        <Select labelId="status" label="Lead Status" value={status} onChange={(event) => setStatus(event.target.value)}>
          {["New", "Contacted", "Qualified"].map((one) => <MenuItem key={one} value={one}>{one}</MenuItem>)}
        </Select>
      </FormControl>
      <Autocomplete options={COMPANIES} sx={{ width: 300 }} renderInput={(props) => <TextField {...props} label="Account" />} />
      <FormControlLabel control={<Checkbox />} label="Budget confirmed" />
      <FormControlLabel control={<Switch />} label="Email opt-out" />
      <FormControl>
        <FormLabel id="rating">Rating</FormLabel>
        <RadioGroup aria-labelledby="rating" name="rating" row>
          {["Hot", "Cold"].map((one) => <FormControlLabel key={one} value={one} control={<Radio />} label={one} />)}
        </RadioGroup>
      </FormControl>
      <Chip label="Quarmby" onDelete={() => say(["info", "Tag removed"])} />
      <Button onClick={(event) => setMenu(event.currentTarget)} aria-haspopup="menu">Actions</Button>
      <Menu anchorEl={menu} open={menu !== null} onClose={() => setMenu(null)}>
        <MenuItem onClick={() => { setMenu(null); setDialog(true); }}>Convert</MenuItem>
        <MenuItem onClick={() => { setMenu(null); say(["error", "Lead could not be deleted"]); }}>Delete</MenuItem>
      </Menu>
      <Dialog open={dialog} onClose={() => setDialog(false)} aria-labelledby="title">
        <DialogTitle id="title">Convert lead</DialogTitle>
        <DialogContent>
          <TextField label="Opportunity Name" required value={name} error={refused} onChange={(event) => setName(event.target.value)}
            helperText={refused ? "Enter a value" : ""} />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setDialog(false)}>Cancel</Button>
          <Button onClick={convert}>Save</Button>
        </DialogActions>
      </Dialog>
      <Snackbar open={said !== null} autoHideDuration={1500} onClose={() => say(null)}>
        <Alert severity={said?.[0]} onClose={() => say(null)}>{said?.[1]}</Alert>
      </Snackbar>
      <Table>
        <TableHead><TableRow><TableCell>Name</TableCell><TableCell>Stage</TableCell><TableCell>Change</TableCell></TableRow></TableHead>
        <TableBody>
          {COMPANIES.map((one) => (
            <TableRow key={one} hover>
              <TableCell><a href={`#/leads/${one.length}`}>{one}</a></TableCell>
              <TableCell>New</TableCell>
              <TableCell><IconButton aria-label="Edit" onClick={() => say(["success", "Lead opened"])}>✎</IconButton></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

createRoot(document.getElementById("app")).render(<Lead />);
