"""What do our pages look like? The colours, letters and spaces that the SOP and the report share.

In: nothing. Out: CSS text.

Law: every text has a contrast of at least 4.5 : 1 on every ground it stands on, in light and dark; nothing is loaded
from anywhere. A page uses these names and adds only what it alone needs.
"""

TOKENS = """\
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f9; --line: #d9dde3; --ink: #1b2430; --quiet: #55606e;
  --accent: #0f5c8c; --accent-soft: #e2eff7; --warn: #8a4b00; --warn-soft: #fdf1e0; --absent: #8a1f4b;
  --work: #1f77b4; --system: #b07d1a; --idle: #98a2ae; --away: #7a5ea8; --paused: #d3d8de;
  --sans: Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --measure: 44rem; --wide: 68rem; --gap: 1rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181d; --raised: #1d232a; --line: #39424d; --ink: #e8ebef; --quiet: #a9b3bf;
    --accent: #7cc0ec; --accent-soft: #17303f; --warn: #f2b866; --warn-soft: #33260f; --absent: #f29bbd;
    --work: #4d9fd6; --system: #d6a748; --idle: #7c8793; --away: #a88bd6; --paused: #4a545f;
  }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --raised: #f6f7f9; --line: #c6ccd4; --ink: #111820; --quiet: #48525e;
    --accent: #0f5c8c; --accent-soft: #e2eff7; --warn: #8a4b00; --warn-soft: #fdf1e0; --absent: #8a1f4b;
    --work: #1f77b4; --system: #b07d1a; --idle: #98a2ae; --away: #7a5ea8; --paused: #d3d8de;
  }
}
"""

BASE = """\
* { box-sizing: border-box; }
html { font: 100%/1.5 var(--sans); color: var(--ink); background: var(--ground); -webkit-text-size-adjust: 100%; }
body { max-width: var(--wide); margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h1 { font-size: 1.9rem; letter-spacing: -0.015em; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p, li { max-width: var(--measure); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--quiet); padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
thead th { color: var(--quiet); font-weight: 500; }
"""

PRINT = """\
@page { size: A4; margin: 16mm 14mm; }
@media print {
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
"""

CSS = TOKENS + BASE + PRINT
"""All of it."""
