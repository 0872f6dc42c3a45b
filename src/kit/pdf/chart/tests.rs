//! Charts: what is drawn, and where.

use super::*;
use crate::kit::pdf::Sheet;
use proptest::prelude::*;

fn plain(value: f64) -> String {
    format!("$ {value:.0}")
}

fn chart(shape: ChartShape, labels: Vec<String>, rows: usize) -> Chart {
    let values: Vec<f64> = (0..labels.len()).map(|place| number(place * 7 % 11) * 1000.0).collect();
    let series = (0..rows).map(|row| ChartSeries { name: format!("Fila {row}"), values: values.clone() });
    Chart { title: "Una gráfica".into(), shape, series: series.collect(), labels, written: plain }
}

fn drawn(chart: &Chart) -> Vec<Mark> {
    let mut paper = Paper::new(Sheet::Portrait).unwrap();
    paper.chart(chart).unwrap();
    paper.marks()
}

fn texts(marks: &[Mark]) -> Vec<&str> {
    marks
        .iter()
        .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(&**text) } else { None })
        .collect()
}

#[test]
fn every_bar_has_its_name_its_length_and_its_sum() {
    let bars = Chart {
        title: "Piezas".into(),
        shape: ChartShape::Bars,
        labels: vec!["Sistemas".into(), "Taller".into()],
        series: vec![
            ChartSeries { name: "Bien".into(), values: vec![30.0, 10.0] },
            ChartSeries { name: "Daño".into(), values: vec![10.0, 0.0] },
        ],
        written: plain,
    };
    let marks = drawn(&bars);
    assert_eq!(texts(&marks), ["Piezas", "Bien", "Daño", "Sistemas", "$ 40", "Taller", "$ 10"]);
    let lengths: Vec<f32> = marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Fill { width, height, .. } if *height > 8.0 => Some(*width),
            _ => None,
        })
        .collect();
    // The part of nothing isn't drawn; the others are as long as what they stand for.
    assert_eq!(lengths.len(), 3);
    assert!(
        (lengths[0] / lengths[1] - 3.0).abs() < 0.05 && (lengths[1] - lengths[2]).abs() < 0.5,
        "{lengths:?}"
    );
}

#[test]
fn a_chart_of_nothing_says_so() {
    for labels in [vec![], vec!["ene 26".to_owned()]] {
        let values = vec![0.0; labels.len()];
        let series = vec![ChartSeries { name: "Préstamos".into(), values }];
        let empty =
            Chart { title: "Nada".into(), shape: ChartShape::Columns, labels, series, written: plain };
        assert_eq!(texts(&drawn(&empty)), ["Nada", "No hay cifras para una gráfica."]);
    }
}

#[test]
fn its_inks_are_told_apart_in_grey() {
    let grey = |ink: &Ink| (u32::from(ink.0) * 299 + u32::from(ink.1) * 587 + u32::from(ink.2) * 114) / 1000;
    let greys: Vec<u32> = CHART_INKS.iter().map(grey).collect();
    assert!(greys.windows(2).all(|two| two[1] > two[0] + 40), "{greys:?}");
}

proptest! {
    /// Whatever the names and however many, nothing runs out of what is written on.
    #[test]
    fn no_label_runs_out_of_the_page(
        labels in proptest::collection::vec("[A-ZÑa-zñáé0-9 .]{0,90}", 1..24), rows in 1..4_usize, tall in any::<bool>(),
    ) {
        let shape = if tall { ChartShape::Columns } else { ChartShape::Bars };
        let mut paper = Paper::new(Sheet::Portrait).unwrap();
        let (left, right) = (paper.left() - 0.6, paper.left() + paper.width() + 0.6);
        paper.chart(&chart(shape, labels, rows)).unwrap();
        for mark in paper.marks() {
            match mark {
                Mark::Text { x, style, text, .. } => {
                    let end = x + paper.font(style.face).width(&text, style.size);
                    prop_assert!(x >= left && end <= right, "{text}: {x} to {end}");
                }
                Mark::Fill { x, width, .. } => prop_assert!(x >= left && x + width <= right),
                Mark::Stroke { points, .. } => prop_assert!(points.iter().all(|(x, _)| *x >= left && *x <= right)),
                Mark::Boxes { boxes, .. } => prop_assert!(boxes.iter().all(|[x, _, width, _]| *x >= left && x + width <= right)),
                Mark::Rule { .. } | Mark::Picture { .. } => {}
            }
        }
    }
}
