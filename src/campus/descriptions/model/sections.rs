//! What the technician sets of descriptions.

use super::Endpoint;
use crate::campus::descriptions::{change, rules};
use crate::kit::settings::section;
use crate::kit::wire::{Host, Password};
use crate::kit::{Line, Number, Text};

/// What a model is asked, unless somebody writes it otherwise.
const PROMPT: &str = "Describa en español, en dos o tres frases, el equipo de la foto para el inventario de un centro de formación: qué es, \
                      color, tamaño, estado visible y accesorios. Si se ve una placa o etiqueta, lea de ella la marca, el modelo y el número \
                      de serie tal como están escritos. No invente lo que no se ve y no describa a las personas.";

/// In which form it answers, whatever it is asked. What is asked for as JSON has to have the word in it.
pub const FORMAT: &str = "Responda únicamente con un objeto JSON con estos miembros: \"description\" (texto), \"category\" (una de estas \
                          palabras: computer, projector, keyboard, mouse, tv, camera, microphone, tablet, other), \"brand\", \"model\" y \
                          \"serial_number\" (texto, o null si no se ve).";

section! {
    /// Describir con IA: qué servicio describe las fotos de los equipos. Mientras esté apagado, nada sale del servidor.
    pub struct DescriptionSettings = "descriptions", "Describir con IA";
    /// Cambios a la configuración de las descripciones con IA.
    patch DescriptionSettingsPatch;
    check rules::judge_settings;
    then change::follow_settings;

    /// Si se pueden pedir descripciones. Entonces, y solo entonces, las fotos que se piden salen hacia el servicio.
    default enabled: bool = false,
    /// Dirección del servicio compatible con OpenAI, hasta `/v1`: de la nube, o de un servidor de la red local como llama.cpp u Ollama.
    optional endpoint: String as Endpoint,
    /// El modelo, como lo llama el servicio. Debe entender imágenes.
    optional model: String as Line<1, 200>,
    /// Qué se le pide de cada foto.
    default prompt: String as Text<1, 4000> = PROMPT.to_owned(),
    /// Si se pide la respuesta como JSON (`response_format`). Apáguelo si el servicio no lo conoce y responde 400.
    default asks_json: bool = true,
    /// Si se pide por sí sola al agregar una foto a un equipo; si no, solo con el botón.
    default automatic: bool = false,
    /// Cuántas veces se pregunta en un mes como máximo.
    default monthly_limit: i64 as Number<1, 100_000> = 200,
    /// Cuántos segundos se espera cada respuesta.
    default patience_seconds: i64 as Number<5, 600> = 60,
    /// Los servidores de la red local a los que se puede preguntar, por nombre o dirección, y también sin cifrar; hasta 20.
    default near_hosts: Vec<Host> = Vec::new(),
    secret for (endpoint)
    /// Si hay una clave guardada.
    has_key,
    /// Clave del servicio. No se puede volver a leer, y se olvida al cambiar la dirección si no se envía de nuevo. Un servidor local de
    /// costumbre no pide ninguna.
    key: Password<1, 1000>,
}
