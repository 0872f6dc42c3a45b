//! Each format is written to a file and read back: by lopdf, by the csv crate, and of the workbook the very members of its archive.

use super::*;
use chrono::{DateTime, NaiveDate};
use std::io::{Read, Seek};

const STATES: Words = &[("good", "Bueno"), ("damaged", "Dañado")];

const COLUMNS: &[Column] = &[
    Column::new("Equipo", CellKind::Text, 3.0),
    Column::new("Estado", CellKind::Word(STATES), 1.0),
    Column::new("Piezas", CellKind::Count, 1.0).summed(),
    Column::new("Valor", CellKind::Money, 1.5).summed(),
    Column::new("Comprado", CellKind::Day, 1.2),
    Column::new("Visto", CellKind::Moment, 1.6),
    Column::new("Cumple", CellKind::Percent, 1.0),
    Column::new("Activo", CellKind::Flag, 0.8),
];

fn about() -> About {
    About {
        title: "Inventario & más".into(),
        owner: "Centro de Formación Ñ".into(),
        place: "Código 9101 · Medellín".into(),
        logo: None,
        filters: vec![("Ambiente", "Sistemas 1".into())],
        made_at: LocalTime(DateTime::parse_from_rfc3339("2026-11-29T15:04:05Z").unwrap().to_utc()),
        made_by: "Ana Ñáñez".into(),
        is_wide: false,
    }
}

/// Three rows of a table, as a query answers them.
fn query(writer: &mut Writer<'_>, rows: &str) {
    let db = Connection::open_in_memory().unwrap();
    let text = format!(
        "with t (n, name, state, pieces, cents, day, at, share, active) as (values {rows})
         select name, state, pieces, cents, day, at, share, active
         from t
         order by n"
    );
    writer.query(COLUMNS, &db, &text, &[]).unwrap();
}

const ROWS: &str = "
    (1, '=1+1', 'good', 2, 125000050, '2026-02-28', '2026-11-29T15:04:05.000000Z', 6667, 1),
    (2, 'Cámara «Ñ»; con punto y coma', 'damaged', 1000, null, '1899-12-31', null, 10000, 0),
    (3, 'dos' || char(13, 10) || 'líneas', null, null, 0, null, null, null, null)";

fn written(format: FileFormat, separator: CsvSeparator, rows: &str) -> Vec<u8> {
    let (mut file, about) = (tempfile::tempfile().unwrap(), about());
    let mut writer =
        Writer::new(format, separator, &about, (&file, &std::env::temp_dir()), &|_| Ok(())).unwrap();
    query(&mut writer, rows);
    writer.finish().unwrap();
    all_of(&mut file)
}

/// What was written to a file.
fn all_of(file: &mut File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_csv_opens_in_a_spreadsheet_and_holds_no_formula() {
    let text = String::from_utf8(written(FileFormat::Csv, CsvSeparator::Semicolon, ROWS)).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines,
        [
            "\u{FEFF}\"Equipo\";\"Estado\";\"Piezas\";\"Valor\";\"Comprado\";\"Visto\";\"Cumple\";\"Activo\"",
            r#""'=1+1";"Bueno";2;"1250000,50";"2026-02-28";"2026-11-29 10:04:05";"66,67";"Sí""#,
            r#""Cámara «Ñ»; con punto y coma";"Dañado";1000;"";"1899-12-31";"";100;"No""#,
            "\"dos",
            r#"líneas";"";"";0;"";"";"";"""#,
            "",
        ]
    );
    let text = String::from_utf8(written(FileFormat::Csv, CsvSeparator::Comma, ROWS)).unwrap();
    assert!(text.contains(r#""'=1+1","Bueno",2,1250000.50,"2026-02-28""#), "{text}");
}

#[test]
fn the_parts_of_a_csv_stand_apart() {
    let (mut file, about) = (tempfile::tempfile().unwrap(), about());
    let mut writer = Writer::new(
        FileFormat::Csv,
        CsvSeparator::Semicolon,
        &about,
        (&file, &std::env::temp_dir()),
        &|_| Ok(()),
    )
    .unwrap();
    writer.heading("Datos").unwrap();
    writer.facts(&[("Ambiente", "-Sistemas".into())]).unwrap();
    writer.heading("Equipos").unwrap();
    query(&mut writer, "(1, 'Uno', 'good', 1, 1, null, null, null, 1)");
    writer.finish().unwrap();
    let text = String::from_utf8(all_of(&mut file)).unwrap();
    let parts: Vec<&str> = text.split("\r\n").take(4).collect();
    assert_eq!(parts[..3], ["\u{FEFF}\"Ambiente\";\"'-Sistemas\"", "\"\"", "\"Equipos\""]);
    assert!(parts[3].starts_with("\"Equipo\";\"Estado\""), "{}", parts[3]);
}

/// A member of a workbook's archive, as text.
fn member(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_workbook_has_values_of_their_type_a_filter_and_totals() {
    let workbook = written(FileFormat::Excel, CsvSeparator::Semicolon, ROWS);
    let sheet = member(&workbook, "xl/worksheets/sheet1.xml");
    // Figures and days are numbers: the 28th of February of 2026 is day 46081.
    for part in ["<v>1250000.5</v>", "<v>46081</v>", "<v>0.6667</v>", "<v>1000</v>"] {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }
    // A text that looks like a formula is text; a day that programs read differently is text too; a line end is one letter.
    for part in ["<t>=1+1</t>", "31/12/1899", "dos\nlíneas", "SUBTOTAL(109,C2:C4)", "<v>1002</v>"] {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }
    assert!(sheet.contains("<autoFilter ref=\"A1:H4\"/>") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(!sheet.contains("_x000D_") && !sheet.contains("NAN"), "{sheet}");
    let names = member(&workbook, "xl/workbook.xml");
    assert!(
        names.contains("name=\"Inventario &amp; más\"") && names.contains("name=\"Información\""),
        "{names}"
    );
    let core = member(&workbook, "docProps/core.xml");
    assert!(core.contains("<dc:title>Inventario &amp; más</dc:title>"), "{core}");
    let facts = member(&workbook, "xl/sharedStrings.xml");
    assert!(facts.contains("Sistemas 1") && facts.contains("29/11/2026 10:04"), "{facts}");
}

#[test]
fn days_below_columns_are_names_and_no_scale() {
    static CHARTS: [ChartOf; 1] =
        [ChartOf { title: "Piezas", shape: ChartShape::Columns, labels: 4, values: &[2] }];
    let (mut file, about) = (tempfile::tempfile().unwrap(), about());
    let scratch = std::env::temp_dir();
    let mut writer =
        Writer::new(FileFormat::Excel, CsvSeparator::Semicolon, &about, (&file, &scratch), &|_| Ok(()))
            .unwrap();
    let rows = (1..=70).map(|n| {
        let mut cells = vec![Cell::Empty; COLUMNS.len()];
        cells[2] = Cell::Count(n);
        cells[4] =
            Cell::Day(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(n.unsigned_abs()));
        cells
    });
    writer.charted(COLUMNS, &CHARTS, rows.collect()).unwrap();
    writer.finish().unwrap();
    let chart = member(&all_of(&mut file), "xl/charts/chart1.xml");
    // What Excel may choose says so.
    assert!(chart.contains("<c:catAx>") && !chart.contains("<c:auto "), "{chart}");
    // The latest sixty, below the head.
    assert!(chart.contains("!$C$12:$C$71"), "{chart}");
}

#[test]
fn sheets_have_names_that_excel_takes() {
    let (mut file, about) = (tempfile::tempfile().unwrap(), about());
    let mut writer = Writer::new(
        FileFormat::Excel,
        CsvSeparator::Semicolon,
        &about,
        (&file, &std::env::temp_dir()),
        &|_| Ok(()),
    )
    .unwrap();
    let long = "Ambiente [A/B]: un nombre demasiado largo para una hoja";
    let emoji = "📋".repeat(16);
    for heading in [long, long, long, "?", "información", "History", &emoji] {
        writer.heading(heading).unwrap();
        query(&mut writer, "(1, 'Uno', 'good', 1, 1, null, null, null, 1)");
    }
    writer.finish().unwrap();
    let bytes = all_of(&mut file);
    let names = member(&bytes, "xl/workbook.xml");
    let cut = "📋".repeat(15);
    for name in [
        "Ambiente AB un nombre demasiado",
        "Ambiente AB un nombre demasia 2",
        "Ambiente AB un nombre demasia 3",
        "Hoja",
        "Hoja 2",
        "Información 2",
        &cut,
    ] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name} in {names}");
    }
}

#[test]
fn a_pdf_shows_figures_as_people_write_them_and_repeats_the_head() {
    let rows: Vec<String> = (1..=200)
        .map(|n| format!("({n}, 'Equipo {n}', 'good', 1000, 100000000, '2026-02-28', null, 5000, 1)"))
        .collect();
    let bytes = written(FileFormat::Pdf, CsvSeparator::Semicolon, &rows.join(","));
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<String> =
        document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect();
    let count = pages.len();
    assert!(count > 3, "{count} pages");
    for (n, page) in pages.iter().enumerate() {
        assert!(
            page.contains("Comprado") && page.contains(&format!("Página {} de {count}", n + 1)),
            "{page}"
        );
    }
    let all = pages.join("\n");
    for part in ["Centro de Formación Ñ", "por Ana Ñáñez", "Ambiente: Sistemas 1", "28/02/2026", "50 %"]
    {
        assert!(all.contains(part), "{part} in {}", pages[0]);
    }
    assert!(pages[count - 1].contains("200.000") && pages[count - 1].contains("200.000.000"), "the totals");
    assert!((1..=200).all(|n| all.contains(&format!("Equipo {n}"))));
}

#[test]
fn a_table_without_rows_says_so() {
    let (mut file, about) = (tempfile::tempfile().unwrap(), about());
    for format in FileFormat::ALL {
        file.set_len(0).unwrap();
        file.rewind().unwrap();
        let mut writer =
            Writer::new(*format, CsvSeparator::Comma, &about, (&file, &std::env::temp_dir()), &|_| Ok(()))
                .unwrap();
        writer.rows(COLUMNS, []).unwrap();
        assert_eq!(writer.finish().unwrap(), 0);
        let bytes = all_of(&mut file);
        match format {
            FileFormat::Pdf => {
                let document = lopdf::Document::load_mem(&bytes).unwrap();
                assert!(document.extract_text(&[1]).unwrap().contains("No hay datos"));
            }
            FileFormat::Excel => {
                let sheet = member(&bytes, "xl/worksheets/sheet1.xml");
                assert!(sheet.contains("Equipo") && !sheet.contains("SUBTOTAL"), "{sheet}");
            }
            FileFormat::Csv => assert_eq!(String::from_utf8(bytes).unwrap().matches("\r\n").count(), 1),
        }
    }
}

#[test]
fn days_before_spreadsheets_are_text() {
    let day = NaiveDate::from_ymd_opt(1900, 2, 28).unwrap();
    let (mut file, about) = (tempfile::tempfile().unwrap(), about());
    let mut writer =
        Writer::new(FileFormat::Excel, CsvSeparator::Comma, &about, (&file, &std::env::temp_dir()), &|_| {
            Ok(())
        })
        .unwrap();
    let mut cells = vec![Cell::Empty; COLUMNS.len()];
    cells[4] = Cell::Day(day);
    writer.rows(COLUMNS, [cells]).unwrap();
    writer.finish().unwrap();
    let bytes = all_of(&mut file);
    assert!(member(&bytes, "xl/worksheets/sheet1.xml").contains("28/02/1900"));
}

#[test]
fn figures_are_never_cut_in_two() {
    let large = "(1, 'Uno', 'good', 987654321, 98765432109876, null, null, 10000, 1)";
    let bytes = written(FileFormat::Pdf, CsvSeparator::Semicolon, large);
    let text = lopdf::Document::load_mem(&bytes).unwrap().extract_text(&[1]).unwrap();
    // Once in the row, once among the totals.
    assert_eq!(text.lines().filter(|line| *line == "987.654.321").count(), 2, "{text}");
    assert_eq!(text.lines().filter(|line| *line == "$ 987.654.321.098,76").count(), 2, "{text}");
}
