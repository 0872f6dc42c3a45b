#!/usr/bin/env bash
# Codabar by the crate barcoders: the start and stop letters B and C are exchanged.
#
# Versions: barcoders 2.0.0 (maker, Rust), bwip-js 4.11.4 (maker), zxing-wasm 3.1.6 and @undecaf/zbar-wasm 0.11.0 (readers),
#           pngjs 7.0.0, Node 20.
# Expected: "A12B" is read as "A12B". The letters are part of what a reader answers, and many places give them a meaning.
# Seen:     what barcoders draws for "A12B" is read as "A12C" by both readers, and "C12D" as "B12D". What bwip-js draws for the same
#           texts is read as it was given.
# Why here: labels of other places (libraries, stores) are Codabar, and are printed anew when one is torn. This crate can't do it.
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
use barcoders::sym::codabar::Codabar;

fn main() {
    for text in ["A12B", "C12D"] {
        let bars = Codabar::new(text).unwrap().encode();
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
for (const text of ["A12B", "C12D"]) {
    const made = {
        barcoders: fs.readFileSync(`barcoders-${text}.png`),
        "bwip-js": await bwipjs.toBuffer({ bcid: "rationalizedCodabar", text, scale: 4, height: 15, ...margin }),
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
A12B by barcoders: zxing A12C, zbar A12C
A12B by bwip-js: zxing A12B, zbar A12B
C12D by barcoders: zxing B12D, zbar B12D
C12D by bwip-js: zxing C12D, zbar C12D
SEEN
