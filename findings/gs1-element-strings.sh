#!/usr/bin/env bash
# One GS1-128 label of a lot is two different texts to two readers.
#
# Versions: bwip-js 4.11.4 (maker), zxing-wasm 3.1.6 and @undecaf/zbar-wasm 0.11.0 (readers), pngjs 7.0.0, Node 20.
# Expected: a reader answers the element string as a scanner with a keyboard types it: identifiers without brackets, and the
#           separator (GS, U+001D) after an element of variable length.
# Seen:     zbar does so. zxing answers the line that is printed for people, with brackets, in `text` by default; the separator is
#           only in `bytes`. A lot that has brackets of its own can't be told from two elements in that text.
# Why here: lots and expiry dates are scanned from suppliers' boxes, by a phone's camera and by a hand scanner. What takes one apart
#           must know both forms, and read the bytes where it can.
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
for (const [lot, text] of [
    ["LOTE7", "(01)07701234567897(10)LOTE7(17)271231"],
    ["A(17)2", "(01)07701234567897(10)A^04017^0412(17)271231"],
]) {
    const png = await bwipjs.toBuffer({ bcid: "gs1-128", text, parse: true, scale: 4, height: 15, ...margin });
    const { data, width, height } = PNG.sync.read(png);
    const [zbar] = await scanImageData({ data: new Uint8ClampedArray(data), width, height });
    const [zxing] = await readBarcodes(new Uint8Array(png));
    const shown = (it) => JSON.stringify(it);
    console.log(`lot ${lot}: zbar ${shown(zbar?.decode())}`);
    console.log(`lot ${lot}: zxing ${shown(zxing?.text)}, bytes ${shown(Buffer.from(zxing?.bytes ?? []).toString())}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
lot LOTE7: zbar "010770123456789710LOTE7\u001d17271231"
lot LOTE7: zxing "(01)07701234567897(10)LOTE7(17)271231", bytes "010770123456789710LOTE7\u001d17271231"
lot A(17)2: zbar "010770123456789710A(17)2\u001d17271231"
lot A(17)2: zxing "(01)07701234567897(10)A(17)2(17)271231", bytes "010770123456789710A(17)2\u001d17271231"
SEEN
