#!/usr/bin/env bash
# printpdf writes "PDF 1.3" at the head of a file whose picture has a soft mask, which PDF has from 1.4 on.
#
# Versions: printpdf 0.12.8 (Rust).
# Expected: the head of a file names the version whose features it uses: a logo with transparency needs 1.4.
# Seen:     "%PDF-1.3" beside a picture with /SMask, saved with the options as they come.
# Why here: actas are kept for years and printed on whatever there is. Checkers complain of the file, and a printer that goes by the
#           head may draw the logo on black.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CARGO_TARGET_DIR="$work/target"
cargo init --quiet --vcs none --name maker maker
cargo add --quiet --manifest-path maker/Cargo.toml printpdf@=0.12.8 --no-default-features 2>/dev/null

cat >maker/src/main.rs <<'RS'
use printpdf::{Mm, Op, PdfDocument, PdfPage, PdfSaveOptions, RawImage, RawImageData, RawImageFormat, XObjectTransform};

fn main() {
    let mut document = PdfDocument::new("Acta");
    let pixels = RawImageData::U8([0, 128, 0, 128].repeat(16));
    let logo = RawImage { width: 4, height: 4, pixels, data_format: RawImageFormat::RGBA8, tag: Vec::new() };
    let id = document.add_image(&logo);
    let draw = Op::UseXobject { id, transform: XObjectTransform::default() };
    let document = document.with_pages(vec![PdfPage::new(Mm(100.0), Mm(100.0), vec![draw])]);
    std::fs::write("made.pdf", document.save(&PdfSaveOptions::default(), &mut Vec::new())).unwrap();
}
RS
cargo run --quiet --manifest-path maker/Cargo.toml 2>/dev/null
{
    head -c 8 made.pdf
    echo
    grep -aoE '/SMask' made.pdf | sort -u
} | tee seen
diff seen - <<'SEEN'
%PDF-1.3
/SMask
SEEN
