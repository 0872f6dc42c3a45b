#!/usr/bin/env bash
# Code 93 without its check characters, as the maker draws it unless told otherwise, is read by nobody.
#
# Versions: bwip-js 4.11.4 (maker), zxing-wasm 3.1.6 and @undecaf/zbar-wasm 0.11.0 (readers), pngjs 7.0.0, Node 20.
# Expected: the two check characters of Code 93 are part of the symbology, not a choice as in Code 39; a maker adds them.
# Seen:     bwip-js leaves them out, as it does for Code 39. What it draws looks like any label, and neither reader finds a code;
#           with `includecheck: true` both read it.
# Why here: a sheet of labels is only tried on the first morning it is scanned. A round trip by a reader belongs to each symbology.
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
for (const [bcid, options] of [["code39", {}], ["code93", {}], ["code93", { includecheck: true }]]) {
    const png = await bwipjs.toBuffer({ bcid, text: "EQ-0042", scale: 4, height: 15, ...margin, ...options });
    const { data, width, height } = PNG.sync.read(png);
    const [zbar] = await scanImageData({ data: new Uint8ClampedArray(data), width, height });
    const [zxing] = await readBarcodes(new Uint8Array(png));
    console.log(`${bcid} ${JSON.stringify(options)}: zxing ${zxing?.text}, zbar ${zbar?.decode()}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
code39 {}: zxing EQ-0042, zbar EQ-0042
code93 {}: zxing undefined, zbar undefined
code93 {"includecheck":true}: zxing EQ-0042, zbar EQ-0042
SEEN
