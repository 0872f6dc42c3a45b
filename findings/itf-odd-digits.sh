#!/usr/bin/env bash
# Interleaved 2 of 5 with an odd number of digits: one maker puts a zero before, the other a check digit behind.
#
# Versions: barcoders 2.0.0 (maker, Rust), bwip-js 4.11.4 (maker), zxing-wasm 3.1.6 and @undecaf/zbar-wasm 0.11.0 (readers),
#           pngjs 7.0.0, Node 20.
# Expected: the symbology takes pairs. A maker that is given "12345" refuses it, or prints what reads as the same number.
# Seen:     bwip-js prints "012345". barcoders prints "123457": it appends a check digit, and only to odd lengths, so that "123456"
#           stays as it is; nothing in the printed code tells that the last digit is none of the number.
# Why here: numbers of the old plates have five, six or seven digits. The same table would hold labels with and without a check digit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save bwip-js@4.11.4 zxing-wasm@3.1.6 @undecaf/zbar-wasm@0.11.0 pngjs@7.0.0
export CARGO_TARGET_DIR="$work/target"
cargo init --quiet --vcs none --name maker maker
cargo add --quiet --manifest-path maker/Cargo.toml barcoders@=2.0.0 --features image 2>/dev/null

cat >maker/src/main.rs <<'RS'
use barcoders::generators::image::{Color, Image, Rotation};
use barcoders::sym::tf::TF;

fn main() {
    for text in ["12345", "123456"] {
        let bars = TF::interleaved(text).unwrap().encode();
        let quiet = vec![0; 20];
        let (foreground, background) = (Color::new([0, 0, 0, 255]), Color::new([255, 255, 255, 255]));
        let image = Image::PNG { height: 80, xdim: 3, rotation: Rotation::Zero, foreground, background };
        let png = image.generate([&quiet[..], &bars[..], &quiet[..]].concat()).unwrap();
        std::fs::write(format!("barcoders-{text}.png"), png).unwrap();
    }
}
RS
cargo run --quiet --manifest-path maker/Cargo.toml

cat >read.mjs <<'JS'
import fs from "node:fs";
import { scanImageData } from "@undecaf/zbar-wasm";
import bwipjs from "bwip-js";
import { PNG } from "pngjs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = fs.readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
const margin = { paddingwidth: 20, paddingheight: 20, backgroundcolor: "FFFFFF" };
for (const text of ["12345", "123456"]) {
    const made = {
        barcoders: fs.readFileSync(`barcoders-${text}.png`),
        "bwip-js": await bwipjs.toBuffer({ bcid: "interleaved2of5", text, scale: 4, height: 15, ...margin }),
    };
    for (const [maker, png] of Object.entries(made)) {
        const { data, width, height } = PNG.sync.read(png);
        const [zbar] = await scanImageData({ data: new Uint8ClampedArray(data), width, height });
        const [zxing] = await readBarcodes(new Uint8Array(png));
        console.log(`${text} by ${maker}: zxing ${zxing?.text}, zbar ${zbar?.decode()}`);
    }
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
12345 by barcoders: zxing 123457, zbar 123457
12345 by bwip-js: zxing 012345, zbar 012345
123456 by barcoders: zxing 123456, zbar 123456
123456 by bwip-js: zxing 123456, zbar 123456
SEEN
