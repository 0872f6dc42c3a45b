//! A supervisor looks at the figures of the centre: by a period, a room, the keys of the arrows, and in the table behind a chart.

use crate::support::{Inspector, Screen, journey};

#[test]
fn a_supervisor_reads_what_to_do_from_the_statistics() {
    journey(Screen::Desktop, async |page| {
        let inspector = Inspector::new(page).await;
        page.sign_in("supervisor").await;
        page.open("/estadisticas").await;
        page.arrive("/estadisticas", "Estadísticas").await;
        page.see("Cumplimiento por instructor").await;
        inspector.look("the checks of 90 days").await;

        // The arrows go through the chart, and what is there is said.
        let said = "return document.querySelector('.chart-cursor').getAttribute('aria-valuetext')";
        let last: String = page.ask(said, vec![]).await;
        let press = "const it = document.querySelector('.chart-cursor'); it.focus();
             it.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
             return it.getAttribute('aria-valuetext')";
        let before: String = page.ask(press, vec![]).await;
        assert!(
            last.contains("aprobadas") && before.contains("aprobadas") && last != before,
            "{last} {before}"
        );
        let rows = "return document.querySelectorAll('.chart-table tbody tr').length";
        let weeks = page.ask::<usize>(rows, vec![]).await;
        assert!((13..=14).contains(&weeks), "{weeks} weeks of 90 days");

        page.choose("Periodo", "Últimos 7 días").await;
        page.settle().await;
        page.until("a week has seven days", async || page.ask::<usize>(rows, vec![]).await == 7).await;
        page.choose("Ambiente", "Sistemas 1").await;
        page.settle().await;
        assert!(page.place().await.contains("periodo=7d"), "the address keeps what was chosen");

        for (tab, sentence) in [
            ("Inventario", "Estado de las piezas hoy"),
            ("Mantenimiento", "Días por arreglo"),
            ("Préstamos", "No empezó ningún préstamo en este periodo"),
        ] {
            page.click("tab", tab).await;
            page.settle().await;
            page.see(sentence).await;
            inspector.look(tab).await;
        }
        inspector.conclude(4);
    });
}
