"""How a report looks, on a screen of any width and on paper."""

from __future__ import annotations

# Colours: black and dark greys on white or near-white; the contrast of any text is over 7 to 1.
# What a colour or a line says stands in words too.
STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-padding-top: .5rem; }
body { margin: 0 auto; padding: 1rem 1.25rem 3rem; max-width: 64rem; color: #0b0c0c;
  background: #fff; font: 1rem/1.5 Arial, "Liberation Sans", Helvetica, sans-serif;
  overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.15; margin: .5rem 0 1rem; }
h2 { font-size: 1.45rem; line-height: 1.2; margin: 3rem 0 .75rem; padding-top: .75rem;
  border-top: 4px solid #0b0c0c; }
h3 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; padding-top: .5rem; border-top: 1px solid #b1b4b6; }
p { margin: .4rem 0; }
p, li, dd { max-width: 46rem; }
ul, ol { margin: .4rem 0; padding-left: 1.4rem; }
li { margin: .2rem 0; }
a { color: #0b3d6e; text-underline-offset: .15em; }
a:focus-visible, .scroll:focus-visible, h2:focus-visible { outline: 3px solid #0b0c0c;
  outline-offset: 2px; }
.skip { position: absolute; left: -99rem; background: #fff; padding: .5rem; }
.skip:focus { position: static; display: inline-block; }
.sign { font-weight: bold; white-space: pre; }
.id { font-family: "Liberation Mono", Consolas, Menlo, monospace; font-size: .85em;
  overflow-wrap: anywhere; }
.fine { font-size: .875rem; color: #383f43; }
.mark { border-left: 4px solid #0b0c0c; padding-left: .75rem; }
blockquote { margin: .75rem 0; padding: .1rem 0 .1rem .9rem; border-left: 4px solid #0b0c0c; }
blockquote.against { border-left: 4px double #0b0c0c; }
blockquote p { margin: .15rem 0; }
blockquote .said { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 1.03rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .2rem 1rem;
  margin: .6rem 0; }
dt { font-weight: bold; } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .75rem 0; }
.sign + span { white-space: nowrap; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .25rem 0; font-weight: bold; }
th, td { padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #b1b4b6; overflow-wrap: break-word; }
thead th { vertical-align: bottom; border-bottom: 2px solid #0b0c0c; }
tbody th { font-weight: normal; }
nav.contents ul { columns: 14rem; list-style: none; padding: 0; }
nav.contents li { break-inside: avoid; margin: 0; }
nav.contents a, footer a { display: inline-block; padding: .15rem 0; }
footer { margin-top: 3rem; border-top: 1px solid #505a5f; padding-top: .5rem; }
@media (max-width: 40rem) {
  body { padding: .5rem .75rem 2rem; }
  h1 { font-size: 1.5rem; }
  h2 { font-size: 1.25rem; margin-top: 2rem; }
  dl { display: block; } dt { margin-top: .5rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.35; }
  h1 { font-size: 18pt; } h2 { font-size: 14pt; margin-top: 8mm; } h3 { font-size: 11.5pt; }
  h4 { font-size: 10pt; }
  p, li, dd { max-width: none; }
  .skip, nav, .back { display: none; }
  .fine { font-size: 8.5pt; }
  a { color: #0b0c0c; text-decoration: none; }
  .scroll { overflow: visible; }
  table { width: 100%; font-size: 8pt; }
  table.wide { font-size: 6.5pt; }
  th, td { padding: .6mm 1.2mm .6mm 0; }
  thead { display: table-header-group; }
  table, tr, blockquote, li, dd { break-inside: avoid; }
  h1, h2, h3, h4, caption, dt { break-after: avoid; }
  .sheet { break-before: page; } .sheet > h2 { margin-top: 0; border-top: 0; padding-top: 0; }
  footer { display: none; }
}
"""

SHEET = """
@page { size: A4; margin: 18mm 15mm 16mm;
  @top-left { content: %s; font: 8pt Arial, sans-serif; }
  @bottom-left { content: %s; font: 7pt Arial, sans-serif; }
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt Arial, sans-serif; } }
"""
"""A sheet of paper, with what stands at its top and at its foot."""


def quoted(words: str) -> str:
    """Return words as a string of a style sheet, which no words can end."""
    return (
        '"'
        + "".join(char if char.isalnum() or char in " .,:;" else _code(char) for char in words)
        + '"'
    )


def _code(char: str) -> str:
    return f"\\{ord(char):x} "
