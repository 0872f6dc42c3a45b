#!/usr/bin/env bash
# In ZPL a ">" of the data of a Code 128 takes the next character away, and the hexadecimal escape doesn't help.
#
# Versions: zpl-renderer-js 3.4.0 (renders ZPL), zxing-wasm 3.1.6 and @undecaf/zbar-wasm 0.11.0 (readers), pngjs 7.0.0, Node 20.
# Expected: what the format needs for itself, "^", "~" and "_", is escaped by ^FH; "A>B-1" is none of these and is printed as it is.
# Seen:     the code holds "A-1": ^BC reads ">" and what follows as a code of its own (which set, which function), after ^FH has
#           turned its escapes into characters, so that "_3E" ends the same. The way to write it is ">0".
# Why here: labels for Zebra printers are offered as a download. Three escapes apply to one field, in this order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save zpl-renderer-js@3.4.0 zxing-wasm@3.1.6 @undecaf/zbar-wasm@0.11.0 pngjs@7.0.0

cat >read.mjs <<'JS'
import fs from "node:fs";
import { scanImageData } from "@undecaf/zbar-wasm";
import { PNG } from "pngjs";
import { ready } from "zpl-renderer-js";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = fs.readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
const { api } = await ready;
for (const field of ["^FDA>B-1", "^FH^FDA_3EB-1", "^FDA>0B-1"]) {
    const label = `^XA^CI28^FO60,60^BY2^BCN,100,Y,N,N${field}^FS^XZ`;
    const png = Buffer.from(await api.zplToBase64Async(label, 100, 60, 8), "base64");
    const { data, width, height } = PNG.sync.read(png);
    const [zbar] = await scanImageData({ data: new Uint8ClampedArray(data), width, height });
    const [zxing] = await readBarcodes(new Uint8Array(png));
    console.log(`${field}: zbar ${zbar?.decode()}, zxing ${zxing?.text}`);
}
process.exit(0);
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
^FDA>B-1: zbar A-1, zxing A-1
^FH^FDA_3EB-1: zbar A-1, zxing A-1
^FDA>0B-1: zbar A>B-1, zxing A>B-1
SEEN
