"""Which secrets are planted, and where? One table; the pages, the acts and the search for leaks are made of it.

Each plant has a person of its own, found nowhere else, so that a leak names its place. A template says where the person
stands: ``{s}`` is the whole name, ``{g}`` the first, ``{f}`` the last, ``{c}`` a company of that name, ``{m}`` a mail
address, ``{p}`` a path segment, ``{t}`` a token. ``@`` marks the element that is acted on.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

GIVEN = tuple(
    """
Zoë Maya Priya Tomasz Ngozi Anneliese Bartholomew Caoimhe Dagmar Eluned Fergus Giselle Hamza Ingrid Jovana Kwame
Lucinda Mireille Niamh Octavia Percival Quirin Rosalind Siobhan Thaddeus Ulrike Valentina Wilhelmina Xiomara Yevgenia
Zacharias Aoife Birgit Cosima Desmond Esperanza Fatima Gwendolyn Heriberto Isolde Jerzy Katarzyna Leopold Magnhild
Nikolai Oluwaseun Philippa Radoslav Saoirse Takeshi Umberto Vasilisa Wojciech Ximena Yolanda Zuleika Agnieszka Branwen
Concetta Dimitri Eustace Florentina Gottfried Henrietta Ignatius Jacinta Konstantin Lorcan Marguerite Nathaniel
Ottoline Piotr Rajesh Sunniva Torvald Ursula Veronika Wenceslas Yasmin Zbigniew Adebayo Beatrix Chiara Dorothea Emeka
Francesca Gunnar Hortensia Ivana Joaquin Keiko Ludmila Matthias Natasha Olamide Pietro Ragnhild Svetlana Tancredi
Ulises Viggo Wanda Yusuf Zelda Alasdair Bronwyn Cedric Delphine Edwin Freya Gaston Helga Idris Jemima Kirsten Lars
Milos Nadia Oskar Petra Renata Stefano Tamsin Urs Vera Walburga Yannick Zita Anselm Brunhilde Clement Dunja Elspeth
Fabrizio Greta Hugo Ines Jarmila Karim Linnea Malachi Noor Orla Pascal Rhiannon Sanjay Tilda Uwe Violeta Werner Yara
Zoltan Amara Boris Camilla Dario Enid Farouk Gerda Hilde Imogen Jorge Klara Ludo Meera Nils Odette Pavel Rufus Soren
Thea Ulla Vikram Wendeline Yuki Zara Arvid Bettina Casper Dinah Ephraim Felicity Goran Halina Ilse Jasper Khadija
Lorenz Mafalda Nestor Oona Pelagia Ruben Sabine Tibor Una Verena Winifred Ysolde Zeno Astrid Benedikt Clio Darius
Emrys Fiorella Gudrun Hector Isaura Jonas
""".split()  # noqa: SIM905 - a list of names is read, not typed
)
FAMILY = tuple(
    """
Quarmby Reyes-Lindqvist Raman Okafor Adeyemi Brandstetter Chukwuma Donoghue Eisenhauer Featherstonehaugh Gallacher
Hollingsworth Ibrahimovic Jankowski Kirchhoff Lewandowski Montefiore Nakagawa Oyelaran Papadopoulos Quenneville
Rasmussen Szymborska Thistlewood Uddenberg Vandermeer Wolstenholme Xanthopoulos Yamaguchi Zabłocki Abercrombie
Bjarnadottir Castellanos Drummond Escarra Fitzwilliam Grabowski Haversham Ingleby Jorgensen Kowalczyk Lagerfeldt Mbeki
Nightingale-Ross Ostrowski Pemberton Quisenberry Rutherglen Sokolov Tembo Ullmann Villanueva Wetherby Yilmaz Zapatero
Achterberg Bonaventura Cholmondeley Dvorakova Etxeberria Fjellstad Gutierrez Hasselhof Ivanchuk Jablonski Kuznetsova
Lindgren Mukherjee Nowicki Obuya Petrovic Quiroga Rosenthal Schreiber Tanaka Urbanek Vasquez Wadhwani Yeboah Zielinski
Arbuthnot Blomqvist Cavendish Diaz-Solano Engelhardt Farnsworth Guerrero Hakimi Inoue Jaramillo Karlsson Larkspur
Menzies Naidoo Oduya Pfeiffer Quinlivan Radcliffe Stavros Trelawney Ugarte Verhoeven Wyndham Yardley Zuckmayer
Ashgrove Birkenstock Crowhurst Dalgleish Ellsworth Forsythe Grimaldi Heatherington Illingworth Jessop Kensington-Bell
Lockwood Marchetti Nethercott Oglethorpe Penhaligon Quayle Ravenscroft Sutherland Tattersall Underhill Vickers-Hale
Winterbourne Yorath Zimmerli Antonelli Bellweather Cartwright Dunsany Everdene Fairweather Gascoigne Hawksmoor
Inverarity Jellicoe Kettleburn Lanyon Merryweather Norrington Ormerod Poldark Quartermain Rothesay Stapleton Thackeray
Umpleby Vavasour Wrexham Yelland Zouch Applegarth Bracegirdle Clutterbuck Dimmesdale Entwistle Fanshawe Golightly
Hathersage Ickenham Jarndyce Kilbride Leadbitter Micklethwait Nutcombe Ollerenshaw Popplewell Quilter Ramsbottom
Scattergood Threepwood Uttoxeter Venables Wigglesworth Yeatman Zinnemann Allardyce Bickerstaff Copperfield Dashwood
Eccleston Fotheringay Gillyflower Heathcote Isherwood Jolliffe Knatchbull Lillywhite Mainwaring Nickleby Oakenshield
Plantagenet Quickenden Rowbotham Snodgrass Tulkinghorn
""".split()  # noqa: SIM905 - a list of names is read, not typed
)

# fmt: off
# ruff: noqa: E501 - one plant a line
TEMPLATES: dict[str, list[tuple[str, str, str]]] = {
    "fields": [
        ("typed text", "<label>Last Name <input @></label>", "type {f}"),
        ("typed into a search", '<input @ type="search" aria-label="Search">', "type {s}"),
        ("typed e-mail", '<label>E-mail <input @ type="email"></label>', "type {m}"),
        ("typed address", '<label>Website <input @ type="url"></label>', "type https://{p}.example/"),
        ("typed password", '<label>Password <input @ type="password"></label>', "type {t}{f}"),
        ("typed card number", '<label>Card <input @ autocomplete="cc-number"></label>', "type {f}4111111111111111"),
        ("typed long text", "<label>Description <textarea @></textarea></label>", "type Spoke to {s} about the budget"),
        ("typed phone", '<label>Phone <input @ type="tel"></label>', "type +49 30 {f}"),
        ("default of a text", '<label>Company <input @ value="{c}"></label>', "type x"),
        ("default of a long text", "<label>Comment <textarea @>{s}</textarea></label>", "type x"),
        ("default of a read-only field", '<label>Owner <input @ readonly value="{s}"></label>', "click"),
        ("default of an output", "<label>Result <output @>{s}</output></label>", "click"),
        ("hidden field", '<input type="hidden" name="{p}" value="{s}"><button @>Apply</button>', "click"),
        ("editable content", '<div @ contenteditable aria-label="Notes">{s} said</div>', "type yes"),
        ("plain editable content", '<div @ contenteditable="plaintext-only">{s}</div>', "type yes"),
        ("editable content without a label", "<div @ contenteditable>Ask {s}</div>", "type x"),
        ("value text of a slider", '<div @ role="slider" tabindex="0" aria-label="Score" aria-valuetext="{s}">|</div>', "click"),
        ("value text of a progress bar", '<div role="progressbar" aria-valuetext="Enriching {s}"></div><button @>Import</button>', "click"),
        ("value of a spin button", '<div @ role="spinbutton" tabindex="0" aria-label="Rank" aria-valuetext="{g}">1</div>', "click"),
        ("chosen owner", "<label>Lead Owner <select @><option>--None--<option>{s}</select></label>", "choose"),
        ("chosen account", "<label>Account <select @><option>--None--<option>{c}</select></label>", "choose"),
        ("chosen contact", "<label>Contact <select @><option>--None--<option>{g}</select></label>", "choose"),
        ("chosen manager", "<label>Reports To <select @><option>--None--<option>{s}</select></label>", "choose"),
        ("chosen assignee", "<label>Assigned To <select @><option>--None--<option>{g} {f}</select></label>", "choose"),
        ("chosen sales rep", "<label>Sales Rep <select @><option>--None--<option>{s}</select></label>", "choose"),
        ("chosen AE", "<label>AE <select @><option>--None--<option>{s}</select></label>", "choose"),
        ("chosen campaign", "<label>Campaign <select @><option>--None--<option>{c} Webinar</select></label>", "choose"),
        ("chosen company", "<label>Company <select @><option>--None--<option>{c}</select></label>", "choose"),
        ("chosen option without a field name", "<select @><option>--None--<option>{s}</select>", "choose"),
        ("chosen of a list with a person's label", '<select @ aria-label="Stage of {s}"><option>--None--<option>New</select>', "choose"),
        ("chosen of a multiple list", "<label>Attendees <select @ multiple><option>{s}<option>x</select></label>", "choose"),
        ("group of options", '<label>Manager <select @><optgroup label="Team {s}"><option>x<option>{c}</optgroup></select></label>', "choose"),
        ("suggestion of a data list", '<label>Partner <input @ list="d{n}"></label><datalist id="d{n}"><option>{c}</datalist>', "type {c}"),
        ("placeholder of a field", '<input @ placeholder="Message {s}">', "type x"),
        ("placeholder that is a name", '<input @ placeholder="{s}">', "type x"),
        ("placeholder that is an example", '<label>Name <input @ placeholder="e.g. {g}"></label>', "type x"),
        ("title of a field", '<input @ title="{s}">', "type x"),
        ("label with an owner", "<label>E-mail of {s} <input @></label>", "type x"),
        ("label with a possessive", "<label>{g}'s phone <input @></label>", "type x"),
        ("label that is a person", "<label>{s} <input @></label>", "type x"),
        ("aria-label that is a person", '<input @ aria-label="{s}">', "type x"),
        ("aria-label that is a company", '<input @ aria-label="{c}">', "type x"),
        ("label with a person after a dash", "<label>Commission – {s} <input @></label>", "type x"),
        ("label that is a question", "<label>How does {s} know us? <input @></label>", "type x"),
        ("legend with a person", "<fieldset><legend>Contact {s}</legend><label>Title <input @></label></fieldset>", "type x"),
        ("legend that is a person", "<fieldset><legend>{s}</legend><label>Role <input @></label></fieldset>", "type x"),
        ("labelled by a heading", '<h3 id="h{n}">{s}</h3><input @ aria-labelledby="h{n}">', "type x"),
        ("labelled by a field", '<input id="v{n}" value="{s}"><button @ aria-labelledby="v{n}">Remove</button>', "click"),
        ("described by a person", '<span id="b{n}">{s}</span><input @ aria-label="Budget" aria-describedby="b{n}">', "type x"),
        ("aria-description", '<input @ aria-label="Need" aria-description="{s}">', "type x"),
        ("name of a field", '<input @ name="{p}">', "type x"),
        ("id of a field", '<input @ id="{p}">', "type x"),
        ("test id of a field", '<input @ data-testid="{p}-amount">', "type x"),
        ("radio that is a person", '<label><input @ type="radio" name="r{n}"> {s}</label>', "click"),
        ("radio that is a first name", '<label><input @ type="radio" name="r{n}"> {g}</label>', "click"),
        ("checkbox of a person", '<label><input @ type="checkbox"> Invite {s}</label>', "click"),
        ("checkbox that is a person", '<label><input @ type="checkbox"> {s}</label>', "click"),
        ("checkbox that is a company", '<label><input @ type="checkbox"> {c}</label>', "click"),
        ("switch of a person", '<button @ role="switch" aria-checked="false">Notify {s}</button>', "click"),
        ("button with a field in it", '<button @>Remind <input value="{s}"> now</button>', "click"),
    ],
    "names": [
        ("aria-label of a button", '<button @ aria-label="Remove {s} {t}">x</button>', "click"),
        ("button: a verb and a person", "<button @>Call {s}</button>", "click"),
        ("button: a verb and a first name", "<button @>Message {g}</button>", "click"),
        ("button: a verb, a word and a person", "<button @>Log a call with {s}</button>", "click"),
        ("button: assign to", "<button @>Assign to {s}</button>", "click"),
        ("button: a verb and a company", "<button @>Open {c}</button>", "click"),
        ("button: a person", "<button @>{s}</button>", "click"),
        ("button: a first name", "<button @>{g}</button>", "click"),
        ("button: a last name", "<button @>{f}</button>", "click"),
        ("button: a company", "<button @>{c}</button>", "click"),
        ("button: capitals", "<button @>{S}</button>", "click"),
        ("button: lower case", "<button @>call {l}</button>", "click"),
        ("button: last name first", "<button @>{f}, {g}</button>", "click"),
        ("button: a possessive", "<button @>{g}'s leads</button>", "click"),
        ("button: a verb and a possessive", "<button @>Open {g}'s calendar</button>", "click"),
        ("button: a mail address", "<button @>{m}</button>", "click"),
        ("button: a verb and a mail address", "<button @>Email {m}</button>", "click"),
        ("button: an object and a person", "<button @>Lead {s}</button>", "click"),
        ("button: an object, a colon and a person", "<button @>Lead: {s}</button>", "click"),
        ("button: a person and a dash", "<button @>{s} – Details</button>", "click"),
        ("button: a verb behind a person", "<button @>{g} edit</button>", "click"),
        ("button: a person in brackets", "<button @>Owner ({s})</button>", "click"),
        ("button: a token", "<button @>{t}</button>", "click"),
        ("button: a verb and a token", "<button @>Open {t}{f}</button>", "click"),
        ("button: an initial and a last name", "<button @>A. {f}</button>", "click"),
        ("button: a title and a last name", "<button @>Dr. {f}</button>", "click"),
        ("button: named by its title", '<button @ title="{s}"><svg width="9" height="9"></svg></button>', "click"),
        ("button: a picture", '<button @><img alt="{s}" width="9" height="9"></button>', "click"),
        ("button: a picture's title", '<button @><svg width="20" height="20"><title>{s}</title><rect width="20" height="20"/></svg></button>', "click"),
        ("button: a tool tip", '<button @ data-tooltip="{s}" aria-label="Refresh">r</button>', "click"),
        ("button: an id", '<button @ id="remove-{p}"></button>', "click"),
        ("button: a test id", '<button @ data-testid="{p}"></button>', "click"),
        ("button: a class", '<button @ class="{p}">Refresh</button>', "click"),
        ("button: text of code", '<button @ onclick="void \'{s}\'">Refresh</button>', "click"),
        ("input button: a person", '<input @ type="button" value="Call {s}">', "click"),
        ("submit button: a person", '<form onsubmit="return false"><input @ type="submit" value="{s}"></form>', "click"),
        ("picture button: a person", '<form onsubmit="return false"><input @ type="image" alt="{s}"></form>', "click"),
        ("link in the text", '<p><a @ href="#{p}">{s}</a></p>', "click"),
        ("link in the navigation", '<nav><a @ href="#{p}">{s}</a></nav>', "click"),
        ("link in the navigation: a first name", '<nav><a @ href="#{p}">{g}</a></nav>', "click"),
        ("link in the navigation with a count", '<nav><a @ href="#{p}">{s} (3)</a></nav>', "click"),
        ("link in the navigation: recent records", '<nav aria-label="Recent"><a @ href="#{p}">Lead {s}</a></nav>', "click"),
        ("link in the header", '<header><a @ href="#{p}">{s}</a></header>', "click"),
        ("link: signed in as", '<header><a @ href="#{p}">Signed in as {s}</a></header>', "click"),
        ("link in the footer", '<footer><a @ href="#{p}">{c}</a></footer>', "click"),
        ("breadcrumb", '<nav aria-label="Breadcrumb"><a @ href="#{p}" aria-current="page">{s}</a></nav>', "click"),
        ("breadcrumb: a company", '<nav aria-label="Breadcrumb"><ol><li><a @ href="#{p}">{c}</a></li></ol></nav>', "click"),
        ("link with a title", '<a @ href="#{p}" title="{s}">Open</a>', "click"),
        ("link: mail", '<a @ href="#mailto:{m}">{m}</a>', "click"),
        ("link of a picture", '<a @ href="#{p}"><img alt="Photo of {s}" width="9" height="9"></a>', "click"),
        ("link: a verb and a person", '<a @ href="#{p}">Edit {s}</a>', "click"),
        ("link in a tool bar", '<div role="toolbar"><a @ href="#{p}">{s}</a></div>', "click"),
        ("tab", '<div role="tablist"><button @ role="tab">{s}</button></div>', "click"),
        ("tab: a first name", '<div role="tablist"><button @ role="tab">{g}</button></div>', "click"),
        ("tab with a kind", '<div role="tablist"><button @ role="tab">{s} | Lead</button></div>', "click"),
        ("tab to close", '<div role="tablist"><button @ role="tab" aria-label="Close {s}">x</button></div>', "click"),
        ("tab panel", '<div role="tabpanel" aria-label="{s}"><button @>Save</button></div>', "click"),
        ("menu item", '<div role="menu"><div @ role="menuitem" tabindex="0">{s}</div></div>', "click"),
        ("menu item: a first name", '<div role="menu"><div @ role="menuitem" tabindex="0">{g}</div></div>', "click"),
        ("menu item: transfer to", '<div role="menu"><div @ role="menuitem" tabindex="0">Transfer to {s}</div></div>', "click"),
        ("menu item that is a radio", '<div role="menu"><div @ role="menuitemradio" aria-checked="false" tabindex="0">{s}</div></div>', "click"),
        ("menu of a person", '<div role="menu" aria-label="{s}"><div @ role="menuitem" tabindex="0">Convert</div></div>', "click"),
        ("option of a look-up", '<div role="listbox" aria-label="Contacts"><div @ role="option">{s}</div></div>', "click"),
        ("option without a field", '<div role="listbox"><div @ role="option">{c}</div></div>', "click"),
        ("option of a status field: a person", '<input role="combobox" aria-controls="l{n}" aria-label="Owner"><div id="l{n}" role="listbox"><div @ role="option">{g}</div></div>', "click"),
        ("tree item", '<div role="tree"><div @ role="treeitem" tabindex="0">{s}</div></div>', "click"),
        ("chip", '<span @ role="button" tabindex="0">{g} ×</span>', "click"),
        ("summary", "<details><summary @>{s}</summary></details>", "click"),
        ("region", '<section aria-label="{s}"><button @>Save</button></section>', "click"),
        ("group", '<div role="group" aria-label="{c}"><button @>Save</button></div>', "click"),
        ("form", '<form aria-label="Edit {s}" onsubmit="return false"><button @>Save</button></form>', "click"),
        ("navigation", '<nav aria-label="{s}"><a @ href="#{p}">Details</a></nav>', "click"),
        ("article", '<article aria-label="{s}"><button @>Reply</button></article>', "click"),
        ("section by its heading", '<section aria-labelledby="s{n}"><h3 id="s{n}">{c}</h3><button @>Save</button></section>', "click"),
    ],
    "content": [
        ("heading", "<h2 @>{s}</h2>", "click"),
        ("heading that can be clicked", '<h2 @ tabindex="0" onclick="void 0">{s}</h2>', "click"),
        ("cell", "<table><tr><td @>{s}</td></tr></table>", "click"),
        ("cell that can be clicked", '<table><tr><td @ tabindex="0" onclick="void 0">{s}</td></tr></table>', "click"),
        ("cell twice", '<table><tr><td @ tabindex="0">{c}</td></tr></table>', "double"),
        ("row", '<table><tr @ onclick="void 0"><td>{s}</td></tr></table>', "click"),
        ("row with a name", '<div role="grid"><div role="row" aria-label="{s}"><div role="gridcell"><button @>Edit</button></div></div></div>', "click"),
        ("row link", '<table><tr><td><a @ href="#{p}">{s}</a></td></tr></table>', "click"),
        ("row link: a first name", '<table><tr><td><a @ href="#{p}">{g}</a></td></tr></table>', "click"),
        ("row button", "<table><tr><td><button @>{s}</button></td></tr></table>", "click"),
        ("row button: a verb", '<table><tr><td><button @ aria-label="Edit {s}">e</button></td></tr></table>', "click"),
        ("row menu", '<table><tr><td><button @ aria-haspopup="menu" aria-label="Actions for {s}">…</button></td></tr></table>', "click"),
        ("row checkbox", '<table><tr><td><input @ type="checkbox" aria-label="Select {s}"></td></tr></table>', "click"),
        ("row checkbox: a person", '<table><tr><td><input @ type="checkbox" aria-label="{s}"></td></tr></table>', "click"),
        ("row field", "<table><tr><th>{s}</th><td><input @></td></tr></table>", "type x"),
        ("row header", '<table><tr><th scope="row"><a @ href="#{p}">{c}</a></th></tr></table>', "click"),
        ("column of a person", "<table><tr><th>{s}</th></tr><tr><td><button @>Edit</button></td></tr></table>", "click"),
        ("column of a first name", "<table><tr><th>{g}</th></tr><tr><td><button @>Edit</button></td></tr></table>", "click"),
        ("column that is sorted", "<table><tr><th><button @>{s}</button></th></tr><tr><td>1</td></tr></table>", "click"),
        ("column header of a grid", '<div role="grid"><div role="row"><div @ role="columnheader" tabindex="0">{c}</div></div></div>', "click"),
        ("caption of a table", "<table><caption>Leads of {s}</caption><tr><td><button @>Edit</button></td></tr></table>", "click"),
        ("name of a grid", '<div role="grid" aria-label="{s}"><div role="row"><div role="gridcell"><button @>Edit</button></div></div></div>', "click"),
        ("list item", "<ul><li @>{s}</li></ul>", "click"),
        ("list item that can be clicked", '<ul><li @ onclick="void 0">{s}</li></ul>', "click"),
        ("list item link", '<ul><li><a @ href="#{p}">{s}</a></li></ul>', "click"),
        ("list item link in the navigation", '<nav><ul><li><a @ href="#{p}">{c}</a></li></ul></nav>', "click"),
        ("card", '<div @ tabindex="0" onclick="void 0"><b>{s}</b><br>Open lead</div>', "click"),
        ("card that is a button", '<div @ role="button" tabindex="0"><b>{s}</b><span>VP Sales, {c}</span></div>', "click"),
        ("card that is a link", '<a @ href="#{p}"><h3>{s}</h3><p>Acme</p></a>', "click"),
        ("message in a list", '<div role="log"><p @>{s}: please call</p></div>', "click"),
        ("line of a mailbox", '<div role="row" tabindex="0" @><span>{s}</span><span>Re: budget</span></div>', "click"),
        ("picture", '<img @ alt="{s}" width="20" height="20" onclick="void 0">', "click"),
        ("figure", '<figure onclick="void 0"><img width="9" height="9" alt=""><figcaption @>{s}</figcaption></figure>', "click"),
        ("paragraph", "<p @>{s} asked for a quote</p>", "click"),
        ("data attributes", '<div data-name="{s}" data-record="{p}"><button @>Save</button></div>', "click"),
        ("comment of the page", "<!-- {s} --><button @>Save</button>", "click"),
        ("copied text", "<p @>{c}</p>", "copy"),
        ("pasted text", "<label>Company <input @></label>", "paste {c}"),
        ("pasted into editable content", '<div @ contenteditable aria-label="Summary"></div>', "paste {s} agreed"),
        ("dragged card", '<div @ draggable="true" ondragstart="event.dataTransfer.setData(\'text/plain\', \'{s}\')">{s}</div>', "drag"),
        ("dropped on a person", '<div @ draggable="true">Lead</div><section class="zone" aria-label="{s}">.</section>', "drag"),
        ("dropped on a list of a person", '<div @ draggable="true">Deal</div><ul class="zone" role="list" aria-label="{g}"><li>.</li></ul>', "drag"),
        ("uploaded file", '<label>Attachment <input @ type="file"></label>', "upload {f} contract.pdf"),
        ("uploaded to a person", '<label>Photo of {s} <input @ type="file"></label>', "upload x.png"),
        ("downloaded file", '<a @ download="{s}.csv" href="data:text/csv,a">Download</a>', "click"),
        ("downloaded file: its link", '<a @ download href="data:text/csv,a">{f} contract.pdf</a>', "click"),
    ],
    "messages": [
        ("toast: saved", '<button @ data-say="{s} was saved" onclick="say(this.dataset.say)">Save</button>', "click"),
        ("toast: first name", '<button @ data-say="{g} was saved" onclick="say(this.dataset.say)">Save</button>', "click"),
        ("toast: lead created", '<button @ data-say="Lead {s} created" onclick="say(this.dataset.say)">Create</button>', "click"),
        ("toast: quoted", '<button @ data-say="Lead &quot;{s}&quot; was created" onclick="say(this.dataset.say)">Create</button>', "click"),
        ("toast: sent to", '<button @ data-say="E-mail sent to {m}" onclick="say(this.dataset.say)">Send</button>', "click"),
        ("toast: assigned", '<button @ data-say="{s} has been assigned to you" onclick="say(this.dataset.say)">Assign</button>', "click"),
        ("toast: welcome", '<button @ data-say="Welcome back, {g}" onclick="say(this.dataset.say)">Sign in</button>', "click"),
        ("toast: saved, then the name", '<button @ data-say="Saved {s}" onclick="say(this.dataset.say)">Save</button>', "click"),
        ("toast: a company", '<button @ data-say="{c} was enriched" onclick="say(this.dataset.say)">Enrich</button>', "click"),
        ("toast: only a name", '<button @ data-say="{s}" onclick="say(this.dataset.say)">Show</button>', "click"),
        ("toast: lower case", '<button @ data-say="saved {l}" onclick="say(this.dataset.say)">Save</button>', "click"),
        ("toast: results", '<button @ data-say="3 results for {l}" onclick="say(this.dataset.say)">Search</button>', "click"),
        ("toast: two sentences", '<button @ data-say="Lead saved. {s} was notified." onclick="say(this.dataset.say)">Save</button>', "click"),
        ("toast: a mention", '<button @ data-say="@{p} mentioned you" onclick="say(this.dataset.say)">Refresh</button>', "click"),
        ("toast: a token", '<button @ data-say="Saved as {t}{f}" onclick="say(this.dataset.say)">Save</button>', "click"),
        ("toast with a button", '<button @ data-say="Deleted {s}|Undo {g}" onclick="say(this.dataset.say)">Delete</button>', "click"),
        ("error: exists", '<button @ data-say="{s} already exists" onclick="say(this.dataset.say, \'alert\')">Save</button>', "click"),
        ("error: repeats the value", '<button @ data-say="{f} is not a valid number" onclick="say(this.dataset.say, \'alert\')">Save</button>', "click"),
        ("error: repeats a quoted value", '<button @ data-say="\'{f}\' is not valid" onclick="say(this.dataset.say, \'alert\')">Save</button>', "click"),
        ("error: duplicate", '<button @ data-say="Duplicate of {c}" onclick="say(this.dataset.say, \'alert\')">Save</button>', "click"),
        ("error: no permission", '<button @ data-say="You cannot edit a lead of {s}" onclick="say(this.dataset.say, \'alert\')">Edit</button>', "click"),
        ("error: at the field", '<form onsubmit="return refused(this)" novalidate><label>Name <input aria-errormessage="e{n}"></label><span id="e{n}" hidden>{s} is taken</span><button @>Create</button></form>', "click"),
        ("error: native, by the page", '<form onsubmit="return false"><label>Code <input required oninvalid="this.setCustomValidity(\'{s} is needed\')"></label><button @>Create</button></form>', "click"),
        ("live region", '<div aria-live="polite" id="r{n}"></div><button @ data-say="{s} is typing" onclick="document.getElementById(\'r{n}\').textContent = this.dataset.say">Refresh</button>', "click"),
        ("status that changes", '<div role="status" id="r{n}">Ready</div><button @ data-say="{c} imported" onclick="document.getElementById(\'r{n}\').textContent = this.dataset.say">Import</button>', "click"),
        ("busy part", '<div id="r{n}" aria-label="{s}">x</div><button @ onclick="document.getElementById(\'r{n}\').setAttribute(\'aria-busy\', true)">Refresh</button>', "click"),
        ("dialog: delete", '<button @ data-say="Delete {s}?" onclick="ask(this.dataset.say)">Delete</button>', "dialog"),
        ("dialog: a person", '<button @ data-say="{s}" onclick="ask(this.dataset.say)">Open</button>', "dialog"),
        ("dialog: a first name", '<button @ data-say="{g}" onclick="ask(this.dataset.say)">Open</button>', "dialog"),
        ("dialog: convert", '<button @ data-say="Convert {c}" onclick="ask(this.dataset.say)">Convert</button>', "dialog"),
        ("dialog: edit lead", '<button @ data-say="Edit Lead: {s}" onclick="ask(this.dataset.say)">Edit</button>', "dialog"),
        ("dialog: call with", '<button @ data-say="Call with {g}" onclick="ask(this.dataset.say)">Call</button>', "dialog"),
        ("native question", '<button @ data-say="Delete {s}?" onclick="confirm(this.dataset.say)">Delete</button>', "click"),
    ],
    "libraries": [
        ("label around a component", '<label>{s} <x-box data-html="<input>"></x-box></label>', "shadow input"),
        ("label of a hidden list", '<label for="h{n}">{s}</label><select id="h{n}" tabindex="-1" aria-hidden="true"><option>New</select><span><span @ role="combobox" tabindex="0">{c}</span></span>', "click"),
        ("column heading beside a button", "<table><thead><tr><th>{s} <button>Sort</button></th></tr></thead><tr><td><button @>Edit</button></td></tr></table>", "click"),
        ("heading with a button of a record", '<div role="grid"><div role="row"><div @ role="columnheader"><button aria-label="Sort {s}">x</button></div></div></div>', "click"),
        ("list of messages", '<div aria-live="polite"><ol id="r{n}"></ol></div><button @ data-say="Assigned to {s}" onclick="const one = document.createElement(\'li\'); one.textContent = this.dataset.say; document.getElementById(\'r{n}\').append(one)">Assign</button>', "click"),
        ("message of two blocks", '<div role="status" id="r{n}"></div><button @ data-say="{g}" onclick="document.getElementById(\'r{n}\').innerHTML = `<div>Lead saved</div><div>${this.dataset.say}</div><div>With {c}</div>`">Save</button>', "click"),
        ("message in a slot", '<div id="r{n}" class="toast-stack"></div><button @ data-say="Saved {s}" onclick="document.getElementById(\'r{n}\').innerHTML = `<x-box data-html=\'<div role=alert><slot></slot></div>\'>${this.dataset.say}</x-box>`">Save</button>', "click"),
        ("option without a role", '<div @ aria-selected="false" title="{s}">{s}</div>', "click"),
        ("named, but only focusable", '<span @ tabindex="-1" aria-label="{s}">x</span>', "click"),
        ("searched list", '<span role="combobox" aria-expanded="true" aria-label="Stage" tabindex="0" aria-owns="l{n}">x</span><ul role="listbox" id="l{n}"><li @ role="option">{s}</li></ul>', "click"),
        ("field named as what is asked", '<form onsubmit="return false"><input type="hidden" name="getAttribute" value="{s}"><input type="hidden" name="id" value="{c}"><input type="hidden" name="localName" value="{t}"><button @ type="button">Save</button></form>', "click"),
        ("reference to such a form", '<form id="q{n}"><input type="hidden" name="textContent" value="{s}"><span>{c}</span></form><button @ aria-labelledby="q{n}">x</button>', "click"),
    ],
    "addresses": [
        ("slug", '<button @ data-say="/people/{p}" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("slug of one word", '<button @ data-say="/leads/{g}" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("slug before a word", '<button @ data-say="/accounts/{p}/edit" onclick="go(this.dataset.say)">Edit</button>', "click"),
        ("slug first", '<button @ data-say="/{f}/leads" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("slug with a point", '<button @ data-say="/{f}.html" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("query", '<button @ data-say="/leads?q={s}" onclick="go(this.dataset.say)">Search</button>', "click"),
        ("query of an object", '<button @ data-say="/index?module=leads&amp;record={p}" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("key of a query", '<button @ data-say="/leads?{f}=1" onclick="go(this.dataset.say)">Search</button>', "click"),
        ("fragment", '<button @ data-say="/leads#{p}" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("route in the fragment", '<button @ data-say="/#/contacts/{p}" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("route with a name first", '<button @ data-say="/#/{f}/edit" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("encoded slug", '<button @ data-say="/leads/%7B{f}%7D/view" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("matrix part", '<button @ data-say="/leads;owner={f}/list" onclick="go(this.dataset.say)">Open</button>', "click"),
        ("state of the history", '<button @ data-say="{s}" onclick="history.pushState(this.dataset.say, this.dataset.say, \'/leads/list\')">Open</button>', "click"),
        ("title of the page", '<button @ data-say="{s} | Lead | CRM" onclick="document.title = this.dataset.say; go(\'/tasks\')">Open</button>', "click"),
        ("name of the window", '<button @ data-say="{s}" onclick="window.name = this.dataset.say">Refresh</button>', "click"),
        ("description of the page", '<meta name="description" content="{s}"><button @>Refresh</button>', "click"),
        ("address of a link", '<nav><a @ href="#/people/{p}">Contacts</a></nav>', "click"),
        ("target of a link", '<nav><a @ href="#x" id="to-{p}" name="{p}" rel="{p}">Tasks</a></nav>', "click"),
        ("title of a frame", '<iframe title="{s}" name="{p}" srcdoc="<button>Save</button>"></iframe>', "frame button"),
        ("text of a frame", '<iframe srcdoc="<label>{s} <input></label>"></iframe>', "frame input"),
        ("button of a frame", '<iframe srcdoc="<button>Call {s}</button>"></iframe>', "frame button"),
        ("link of a frame", '<iframe srcdoc="<nav><a href=#x>{s}</a></nav>"></iframe>', "frame a"),
        ("frame of the same host", '<iframe src="/canary/inner.html?{p}"></iframe>', "frame input"),
        ("frame of another host", '<iframe data-host="tools.localhost" data-src="/canary/inner.html?{p}"></iframe>', "frame input"),
        ("frame of a site that is not recorded", '<iframe data-host="other.localhost" data-src="/canary/inner.html?{p}"></iframe>', "frame input"),
        ("button in a shadow root", '<x-box data-html="<button>Call {s}</button>"></x-box>', "shadow button"),
        ("person in a shadow root", '<x-box data-html="<button>{s}</button>"></x-box>', "shadow button"),
        ("label in a shadow root", '<x-box data-html="<label>{s} <input></label>"></x-box>', "shadow input"),
        ("slot of a shadow root", '<x-box data-html="<button><slot></slot></button>">{s}</x-box>', "shadow button"),
        ("attribute of a shadow root's host", '<x-box aria-label="{s}" data-html="<button>Save</button>"></x-box>', "shadow button"),
        ("nested shadow roots", '<x-box data-html="<x-box data-html=\'<button>Email {m}</button>\'></x-box>"></x-box>', "shadow button"),
    ],
}
# fmt: on
"""Pages, and on each: where a secret stands, its template, what is done there."""

NOTES = (
    "Called {s} at +49 30 901820 and {m}",
    "{g} {f} from {c} has no budget",
    "See https://acme.example/people/{p}",
)
TITLES = ("Qualify {s}", "{c}")


@dataclass(frozen=True, kw_only=True)
class Plant:
    """One secret in its place.

    Attributes:
        number: From 1.
        page: The page it is planted in; ``notes`` and ``titles`` are said to the panel.
        where: Where it stands, in words.
        html: The piece of the page.
        act: What is done there.
        needles: What may be found nowhere, in lower case.
    """

    number: int
    page: str
    where: str
    html: str
    act: str
    needles: tuple[str, ...]


@cache
def plants() -> tuple[Plant, ...]:
    """Return all plants, each with its own person."""
    rows = [(page, *row) for page, group in TEMPLATES.items() for row in group]
    rows += [("notes", f"note {at}", note, "note") for at, note in enumerate(NOTES, 1)]
    rows += [("titles", f"title {at}", title, "title") for at, title in enumerate(TITLES, 1)]
    return tuple(_plant(number, *row) for number, row in enumerate(rows, 1))


def _plant(number: int, page: str, where: str, html: str, act: str) -> Plant:
    # Families repeat after the last one with an ending of their own, so that every person stays one of a kind.
    given = GIVEN[(number - 1) % len(GIVEN)] + "ella" * ((number - 1) // len(GIVEN))
    family = FAMILY[(number - 1) % len(FAMILY)] + "son" * ((number - 1) // len(FAMILY))
    path = plain(f"{given}-{family}").lower()
    words = {
        "{s}": f"{given} {family}",
        "{S}": f"{given} {family}".upper(),
        "{l}": f"{given} {family}".lower(),
        "{g}": given,
        "{f}": family,
        "{c}": f"{family} Freight",
        "{m}": f"{path}@acme.example",
        "{p}": path,
        "{t}": f"QX7-canary-{number:03}",
        "{n}": str(number),
    }
    both = f"{html}\n{act}"
    needles = [plain(given)] if re.search(r"\{[sSlgmp]\}", both) else []
    needles += [plain(family)] if re.search(r"\{[sSlfcmp]\}", both) else []
    needles += [words["{t}"]] if "{t}" in both else []
    needles += ["acme.example", "901820"] if page == "notes" else []
    for mark, word in words.items():
        html, act = html.replace(mark, word), act.replace(mark, word)
    html = html.replace("@", f'data-go="{number}"', 1) if page not in ("notes", "titles") and " @" in html else html
    return Plant(number=number, page=page, where=where, html=html, act=act, needles=tuple(n.lower() for n in needles))


def plain(text: str) -> str:
    """Return a text without accents, as a leak may spell it."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.replace("ł", "l")) if not unicodedata.combining(c))


def leaks(text: str) -> list[Plant]:
    """Return the plants of which something stands in ``text``, in any case and with or without accents."""
    bare = plain(text).lower()
    words = frozenset(re.findall(r"[a-z0-9]+", bare))
    return [plant for plant in plants() if any(_stands(needle, words, bare) for needle in plant.needles)]


def _stands(needle: str, words: frozenset[str], bare: str) -> bool:
    """Whether a needle stands there as words of its own; most of one word do not need a search."""
    return needle in words if needle.isalnum() else re.search(rf"\b{re.escape(needle)}\b", bare) is not None


def pages() -> dict[str, str]:
    """Return the pages by their path."""
    made = {}
    for name in TEMPLATES:
        pieces = "\n".join(
            f'<div class="plant" id="plant-{each.number}">{each.html}</div>' for each in plants() if each.page == name
        )
        made[f"/canary/{name}.html"] = f"{HEAD}<main>\n{pieces}\n</main>{SCRIPT}"
    made["/canary/inner.html"] = f'{HEAD}<label id="label"><input></label><script>label.prepend({INNER})</script>'
    return made


INNER = "decodeURIComponent(location.search.slice(1)).replace('-', ' ').replace(/\\b\\w/g, each => each.toUpperCase())"
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Canary</title>
<style>.plant { margin: 4px 0 } .zone { min-height: 30px; background: #eee } iframe { height: 50px }
.said { position: fixed; bottom: 0; right: 0; pointer-events: none }</style>"""
SCRIPT = """<script>
"use strict";
function say(words, role = "status") {
  const [text, more] = words.split("|");
  const box = document.createElement("div");
  box.setAttribute("role", role);
  box.className = "said";
  box.textContent = text;
  if (more) box.append(Object.assign(document.createElement("button"), { textContent: more }));
  document.body.append(box);
  setTimeout(() => box.remove(), 400);
}
function ask(title) {
  const box = document.createElement("dialog");
  const heading = document.createElement("h2");
  heading.id = "asked";
  heading.textContent = title;
  const good = Object.assign(document.createElement("button"), { textContent: "Confirm", id: "confirm" });
  good.addEventListener("click", () => box.remove());
  box.setAttribute("aria-labelledby", "asked");
  box.append(heading, good);
  document.body.append(box);
  box.showModal();
}
function go(path) { history.pushState({}, "", path); }
function refused(form) {
  const field = form.querySelector("input");
  field.setAttribute("aria-invalid", "true");
  document.getElementById(field.getAttribute("aria-errormessage")).hidden = false;
  return false;
}
customElements.define("x-box", class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: "open" }).innerHTML = this.dataset.html; }
});
for (const frame of document.querySelectorAll("[data-host]")) {
  frame.src = `http://${frame.dataset.host}:${location.port}${frame.dataset.src}`;
}
for (const zone of document.querySelectorAll(".zone, p, main")) {
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => event.preventDefault());
}
</script></html>"""
