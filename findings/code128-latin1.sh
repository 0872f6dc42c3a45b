#!/usr/bin/env bash
# Code 128 with a Spanish letter: the maker writes bytes of UTF-8, and no reader shows them as they were meant.
#
# Versions: bwip-js 4.11.4 (maker), zxing-wasm 3.1.6 and @undecaf/zbar-wasm 0.11.0 (readers), pngjs 7.0.0, Node 20.
# Expected: Code 128 has FNC4 for the upper half of Latin-1, so that "ñ" is one character there, and a reader answers "niño".
# Seen:     bwip-js writes the two bytes of UTF-8 (C3 B1), each through FNC4. zxing takes them for Latin-1: "niÃ±o". zbar drops
#           FNC4, so that the bytes lose their upper bit: "niC1o". No error anywhere, and the same maker's QR code is read right.
# Why here: plates of the old inventories hold Ñ. A label would be read as another plate: what goes into a Code 128 has to be ASCII.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save bwip-js@4.11.4 zxing-wasm@3.1.6 @undecaf/zbar-wasm@0.11.0 pngjs@7.0.0

cat >read.mjs <<'JS'
import fs from "node:fs";
import { scanImageData } from "@undecaf/zbar-wasm";
import bwipjs from "bwip-js";
import { PNG } from "pngjs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = fs.readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
const margin = { paddingwidth: 20, paddingheight: 20, backgroundcolor: "FFFFFF" };
for (const bcid of ["code128", "qrcode"]) {
    const png = await bwipjs.toBuffer({ bcid, text: "niño", scale: 4, ...margin });
    const { data, width, height } = PNG.sync.read(png);
    const [zbar] = await scanImageData({ data: new Uint8ClampedArray(data), width, height });
    const [zxing] = await readBarcodes(new Uint8Array(png));
    console.log(`${bcid}: zxing "${zxing?.text}", zbar "${zbar?.decode()}"`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
code128: zxing "niÃ±o", zbar "niC1o"
qrcode: zxing "niño", zbar "niño"
SEEN
