#!/usr/bin/env bash
# A plate such as "SALA/B-2" in Code 39 is another text to a reader that looks for Full ASCII by itself.
#
# Versions: bwip-js 4.11.4 (maker), zxing-wasm 3.1.6 and @undecaf/zbar-wasm 0.11.0 (readers), pngjs 7.0.0, Node 20.
# Expected: "/", "+", "$" and "%" are characters of Code 39 like any other; the code says nothing of Full ASCII, so a reader answers
#           what stands there unless it is told otherwise.
# Seen:     zbar does. zxing takes "/B", "+B", "$A" and the like for the pairs of Full ASCII and answers `SALA"-2`, `AULAb2`,
#           `CAJA<SOH>2`, with no mark but the format `Code39Ext`; a plate without such pairs, "SENA/0042", is left as it is.
#           The switch `tryCode39ExtendedMode` is taken and has no effect; asking for `Code39Std` alone helps.
# Why here: plates of other inventories are printed in Code 39 and hold "/" and "+". Whoever reads them has to ask for the standard
#           form, or a part of a room's equipment is "unknown".
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
for (const text of ["SENA/0042", "SALA/B-2", "AULA+B2", "CAJA$A2"]) {
    const png = await bwipjs.toBuffer({ bcid: "code39", text, scale: 4, height: 15, ...margin });
    const { data, width, height } = PNG.sync.read(png);
    const [zbar] = await scanImageData({ data: new Uint8ClampedArray(data), width, height });
    const [zxing] = await readBarcodes(new Uint8Array(png));
    const [off] = await readBarcodes(new Uint8Array(png), { tryCode39ExtendedMode: false });
    const [standard] = await readBarcodes(new Uint8Array(png), { formats: ["Code39Std"] });
    const shown = (it) => JSON.stringify(it);
    const zxings = [`${zxing?.format} ${shown(zxing?.text)}`, `switched off ${shown(off?.text)}`];
    zxings.push(`standard ${shown(standard?.text)}`);
    console.log(`${text}: zbar ${shown(zbar?.decode())}, zxing ${zxings.join(", ")}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
SENA/0042: zbar "SENA/0042", zxing Code39 "SENA/0042", switched off "SENA/0042", standard "SENA/0042"
SALA/B-2: zbar "SALA/B-2", zxing Code39Ext "SALA\"-2", switched off "SALA\"-2", standard "SALA/B-2"
AULA+B2: zbar "AULA+B2", zxing Code39Ext "AULAb2", switched off "AULAb2", standard "AULA+B2"
CAJA$A2: zbar "CAJA$A2", zxing Code39Ext "CAJA<SOH>2", switched off "CAJA<SOH>2", standard "CAJA$A2"
SEEN
