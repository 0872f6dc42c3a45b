use super::{FILE_LIMIT, RawCell, RawRow, read};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn rows(bytes: &[u8]) -> (String, Vec<RawRow>) {
    let mut rows = Vec::new();
    let source = read(bytes, &mut |row| {
        rows.push(row);
        Ok(())
    });
    (source.unwrap(), rows)
}

fn shown(bytes: &[u8]) -> Vec<(i64, Vec<String>)> {
    let text = |row: RawRow| (row.number, row.cells.iter().map(|it| it.shown().into_owned()).collect());
    rows(bytes).1.into_iter().map(text).collect()
}

fn refusal(bytes: &[u8]) -> String {
    read(bytes, &mut |_| Ok(())).unwrap_err().sentence().into_owned()
}

fn line(number: i64, cells: &[&str]) -> (i64, Vec<String>) {
    (number, cells.iter().map(|it| (*it).to_owned()).collect())
}

#[test]
fn a_csv_with_a_mark_semicolons_and_quoted_line_ends_is_read() {
    let text =
        "\u{FEFF}Placa;Nombre;Notas\r\n00042;\"Portátil; HP\";\"una\r\ndos \"\"tres\"\"\"\r\n\r\n7;=1+1;\r\n";
    let (source, _) = rows(text.as_bytes());
    assert_eq!(source, "CSV separado por punto y coma, en UTF-8");
    assert_eq!(
        shown(text.as_bytes()),
        [
            line(1, &["Placa", "Nombre", "Notas"]),
            line(2, &["00042", "Portátil; HP", "una\r\ndos \"tres\""]),
            // As a spreadsheet counts: the row above is one, and the empty one counts.
            line(4, &["7", "=1+1", ""]),
        ]
    );
}

#[test]
fn the_alphabet_of_windows_is_told_from_utf_8() {
    let bytes = b"C\xf3digo,A\xf1o\n1,Ba\xf1o \x80\n";
    assert_eq!(rows(bytes).0, "CSV separado por coma, en Windows-1252");
    assert_eq!(shown(bytes), [line(1, &["Código", "Año"]), line(2, &["1", "Baño €"])]);
    let mut wide = vec![0xff, 0xfe];
    wide.extend("Código\tAño\n1\tñ\n".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(rows(&wide).0, "CSV separado por tabulador, en UTF-16LE");
    assert_eq!(shown(&wide)[1], line(2, &["1", "ñ"]));
    assert!(refusal(b"\xEF\xBB\xBFA\xf1o;1\n").contains("UTF-8"));
}

#[test]
fn the_separator_is_said_by_the_first_line_or_counted_outside_of_quotes() {
    assert_eq!(shown(b"sep=|\nA|B;C\n1|2\n"), [line(2, &["A", "B;C"]), line(3, &["1", "2"])]);
    assert_eq!(shown(b"SEP=\t\r\nA;B\tC\r\n"), [line(2, &["A;B", "C"])]);
    assert_eq!(shown(b"\"A,x,y,z\";B\n1;2\n")[0], line(1, &["A,x,y,z", "B"]));
    assert_eq!(shown(b"A\n1\n"), [line(1, &["A"]), line(2, &["1"])]);
}

#[test]
fn a_title_above_the_headings_does_not_say_what_separates_the_columns() {
    let below = shown("Inventario de la sede\nPlaca,Nombre\n1,Portátil\n".as_bytes());
    assert_eq!(below[1..], [line(2, &["Placa", "Nombre"]), line(3, &["1", "Portátil"])]);
    let below = shown("Inventario, sede Norte\nPlaca;Nombre\n1;Portátil\n".as_bytes());
    assert_eq!(below[1..], [line(2, &["Placa", "Nombre"]), line(3, &["1", "Portátil"])]);
    let inches = shown(b"Placa,Nombre\n1,Monitor 24\"\n2,\"Mesa; de pino\"\n");
    assert_eq!(
        inches,
        [line(1, &["Placa", "Nombre"]), line(2, &["1", "Monitor 24\""]), line(3, &["2", "Mesa; de pino"])]
    );
}

#[test]
fn marks_that_are_not_closed_are_refused_with_the_line_where_they_open() {
    let open = refusal(b"Placa;Notas\n1;a\n2;\"b\n3;c\n4;d\n");
    assert_eq!(open, "En la línea 3 del archivo se abren comillas que no se cierran bien: corríjalas");
    // Another cell's marks end it, rows further on.
    let closed_by_another = refusal(b"sep=;\nPlaca;Notas\n2;\"b\n3;\"c; d\"\n");
    assert!(closed_by_another.contains("línea 3"), "{closed_by_another}");
    assert_eq!(shown(b"A;B\n\"HP\" nuevo;24\" y 27\"\n")[1], line(2, &["HP nuevo", "24\" y 27\""]));
    assert_eq!(shown(b"A;B\n\"a\r\nb\" ;\"\"\"c\"\"\"")[1], line(2, &["a\r\nb ", "\"c\""]));
}

#[test]
fn a_workbook_gives_text_numbers_and_days_as_they_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_string(0, 0, "Placa").unwrap().write_string(0, 1, "Compra").unwrap();
    sheet.write_string(2, 0, "00042").unwrap();
    sheet
        .write_datetime_with_format(2, 1, ExcelDateTime::from_ymd(2024, 3, 5).unwrap(), &date)
        .unwrap()
        .write_number(2, 2, 1234.5)
        .unwrap()
        .write_string(2, 3, "una\r\ndos")
        .unwrap()
        .write_boolean(2, 4, true)
        .unwrap()
        .write_formula(2, 5, "=\"A\"&1")
        .unwrap();
    book.add_worksheet().write_string(0, 0, "otra hoja").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (source, found) = rows(&bytes);
    assert_eq!(source, "libro de Excel, hoja «Sheet1»");
    assert_eq!(found[1].number, 3);
    assert_eq!(found[1].cells[0], RawCell::Text("00042".into()));
    assert_eq!(found[1].cells[1], RawCell::Text("2024-03-05".into()));
    assert_eq!(found[1].cells[2], RawCell::Number(1234.5));
    assert_eq!(found[1].cells[3], RawCell::Text("una\ndos".into()));
    assert_eq!(found[1].cells[4], RawCell::Text("Sí".into()));
}

/// A workbook written by hand, with other parts than ours has.
fn book(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts.iter().chain(&[("_rels/.rels", PACKAGE)]) {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

fn workbook(properties: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{properties}<sheets><sheet name="Hoja" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    )
}

fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

#[test]
fn days_count_from_1904_where_the_book_says_so_and_escaped_letters_are_themselves() {
    let rows = r#"<row r="1"><c r="A1" s="1"><v>43894</v></c><c r="B1" t="inlineStr"><is><t>una_x000D_
dos _x005F_x000D_</t></is></c></row>"#;
    for (properties, day) in [("", "2020-03-04"), (r#"<workbookPr date1904="1"/>"#, "2024-03-05")] {
        let (workbook, sheet) = (workbook(properties), sheet(rows));
        let bytes = book(&[
            ("xl/workbook.xml", &workbook),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet1.xml", &sheet),
        ]);
        let cells = &shown(&bytes)[0].1;
        assert_eq!(cells[0], day);
        assert_eq!(cells[1], "una\ndos _x000D_");
    }
}

#[test]
fn what_is_no_spreadsheet_is_refused_with_what_it_is() {
    assert_eq!(refusal(b""), "El archivo está vacío");
    assert!(refusal(b"%PDF-1.7 ...").contains("PDF"));
    assert!(refusal(b"\xD0\xCF\x11\xE0\xA1\xB1").contains(".xls"));
    assert!(refusal(b"MZ\0\0\0\0").contains("No es un archivo CSV"));
    assert!(refusal(b"PK\x03\x04 nothing more").contains("dañado"));
    let other = book(&[("word/document.xml", "<w/>")]);
    assert!(refusal(&other).contains("comprimido (zip)"));
    let (broken, relations) = (workbook(""), RELATIONS);
    let bytes = book(&[
        ("xl/workbook.xml", &broken),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c"),
    ]);
    assert!(refusal(&bytes).contains("dañado"));
}

#[test]
fn what_would_take_too_much_memory_is_refused() {
    // A forgotten quotation mark swallows the rest of the file.
    let mut open = b"A;B\n1;\"".to_vec();
    open.resize(5 << 20, b'x');
    assert!(open.len() < FILE_LIMIT);
    assert!(refusal(&open).contains("comillas"), "{}", refusal(&open));
    // A hundred megabytes of nothing pack into a hundred kilobytes.
    let nothing = " ".repeat(97 << 20);
    let bytes = book(&[("xl/workbook.xml", &workbook("")), ("xl/media/image1.png", &nothing)]);
    assert!(bytes.len() < 1 << 20);
    assert!(refusal(&bytes).contains("96 MB"));
    let wide = vec!["x"; 201].join(";");
    assert!(refusal(wide.as_bytes()).contains("200 columnas"));
    let far = sheet(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#);
    let bytes = book(&[
        ("xl/workbook.xml", &workbook("")),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", &far),
    ]);
    assert!(refusal(&bytes).contains("200 columnas"));
    let back = sheet(r#"<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#);
    let bytes = book(&[
        ("xl/workbook.xml", &workbook("")),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", &back),
    ]);
    assert!(refusal(&bytes).contains("desorden"));
}

/// A workbook of these shared texts, as their part has them, and these rows.
fn shared(part: &[u8], rows: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", workbook("").as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet(rows).as_bytes()),
        ("xl/SharedStrings.xml", part),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_is_not_believed_how_many_texts_it_has() {
    let row = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let part = |count: &str| format!("<sst {count}><si><t>Placa</t></si></sst>");
    assert_eq!(shown(&shared(part("uniqueCount=\"1000000\"").as_bytes(), row)), [line(1, &["Placa"])]);
    for count in ["uniqueCount=\"1000001\"", "count='1' uniqueCount = '01000001'"] {
        assert!(refusal(&shared(part(count).as_bytes(), row)).contains("demasiados textos"), "{count}");
    }
    let mut wide = vec![0xff, 0xfe];
    wide.extend(part("uniqueCount=\"1000001\"").encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refusal(&shared(&wide, row)).contains("demasiados textos"));
    let many = format!("<sst>{}</sst>", "<si/>".repeat(4_000_000));
    assert!(refusal(&shared(many.as_bytes(), row)).contains("demasiados textos"));
}

#[test]
fn a_text_that_many_cells_point_at_is_counted_for_each() {
    let part = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let cell = |at: &str| format!(r#"<c r="{at}" t="s"><v>0</v></c>"#);
    let again = format!(r#"<row r="1">{}</row>"#, cell("A1").repeat(7));
    assert!(refusal(&shared(part.as_bytes(), &again)).contains("demasiado texto"));
    let rows: String = (1..=120)
        .map(|row| {
            let cells: String =
                ["A", "B", "C", "D", "E", "F"].iter().map(|it| cell(&format!("{it}{row}"))).collect();
            format!(r#"<row r="{row}">{cells}</row>"#)
        })
        .collect();
    assert!(refusal(&shared(part.as_bytes(), &rows)).contains("20 MB de texto"));
}

#[test]
fn a_sheet_that_is_hidden_is_not_read() {
    let mut book = Workbook::new();
    let mut hidden = Worksheet::new();
    hidden.set_name("Listas").unwrap().set_hidden(true).write_string(0, 0, "x").unwrap();
    book.push_worksheet(hidden);
    book.add_worksheet().set_name("Equipos").unwrap().set_active(true).write_string(0, 0, "Placa").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(rows(&bytes).0, "libro de Excel, hoja «Equipos»");
}

proptest! {
    #[test]
    fn no_bytes_stop_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400), zipped in any::<bool>()) {
        let mut sent = if zipped { b"PK\x03\x04".to_vec() } else { Vec::new() };
        sent.extend(bytes);
        let _ = read(&sent, &mut |_| Ok(()));
    }
}
