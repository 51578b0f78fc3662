"""What do our pages look like? The colours and letters that the SOP and the report share.

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
