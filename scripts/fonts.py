#!/usr/bin/env python3
"""Cuts the fonts of printed pages out of the original: how src/kit/pdf/fonts came about. Run by hand, when the original is newer.

    pip install fonttools brotli fontpkg-open-sans
    scripts/fonts.py

Open Sans is under the SIL Open Font License 1.1 (src/kit/pdf/fonts/OFL.txt) and reserves no name. Of the variable font one width and two
weights are taken; Latin, Greek and Cyrillic letters stay, hints and rules of typesetting that printpdf doesn't use go.
"""
from pathlib import Path

import fontpkg_open_sans
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = Path(fontpkg_open_sans.__file__).parent / "files" / "OpenSans[wdth,wght].ttf"
FOLDER = Path(__file__).parent.parent / "src" / "kit" / "pdf" / "fonts"

for name, weight in (("Regular", 400), ("Bold", 700)):
    font = instancer.instantiateVariableFont(TTFont(SOURCE), {"wght": weight, "wdth": 90})
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "GSUB", "GPOS", "GDEF", "meta"]
    cutter = subset.Subsetter(options)
    hebrew = range(0x590, 0x600), range(0xFB1D, 0xFB50)
    cutter.populate(unicodes=[letter for letter in font.getBestCmap() if not any(letter in it for it in hebrew)])
    cutter.subset(font)
    font.save(FOLDER / f"OpenSans-{name}.ttf")
