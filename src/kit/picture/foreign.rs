//! Pictures of kinds that aren't read here, told apart by their first bytes, with what whoever sends one can do.

/// A kind of picture that isn't read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// What an iPhone takes unless it is told otherwise.
    Heic,
    /// What some telephones and many pages have.
    Avif,
    /// What scanners and cameras have.
    Tiff,
    /// A film, from which nobody can tell which of its pictures is meant.
    Film,
}

impl Foreign {
    /// What it is and what can be done, in a sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Heic => {
                "Esta foto es HEIC, como las toma el iPhone, y no se puede abrir aquí: en el iPhone elija Ajustes → Cámara → Formatos → \
                 Más compatible y tómela de nuevo, o envíela como JPEG"
            }
            Self::Avif => {
                "Esta foto es AVIF y no se puede abrir aquí: guárdela como JPEG o PNG y envíela de nuevo; en el teléfono, elija JPEG en \
                 los ajustes de la cámara"
            }
            Self::Tiff => "Esta foto es TIFF y no se puede abrir aquí: guárdela como JPEG o PNG y envíela de nuevo",
            Self::Film => "Esto es un video y no una foto: tome una foto y envíela",
        }
    }
}

/// What these bytes are, if they are a picture of a kind that isn't read here.
pub fn kind(bytes: &[u8]) -> Option<Foreign> {
    match bytes {
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Foreign::Tiff),
        [a, b, c, d, b'f', b't', b'y', b'p', rest @ ..] => {
            // The brands: the first is what it is, those after the version what it can be read as.
            let length = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).unwrap_or(usize::MAX);
            let rest = rest.get(..length.saturating_sub(8)).unwrap_or(rest);
            let (first, others) = (rest.get(..4).unwrap_or_default(), rest.get(8..).unwrap_or_default());
            Some(of_brands(first, others))
        }
        _ => None,
    }
}

/// What a container of pictures has in it. `mif1` is any picture: the others say which.
fn of_brands(first: &[u8], others: &[u8]) -> Foreign {
    let any = |wanted: &[&[u8; 4]]| {
        std::iter::once(first).chain(others.chunks_exact(4)).any(|it| wanted.iter().any(|brand| it == *brand))
    };
    if any(&[b"avif", b"avis"]) {
        Foreign::Avif
    } else if any(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Foreign::Heic
    } else {
        Foreign::Film
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_its_bytes() {
        for (bytes, expected) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], Some(Foreign::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some(Foreign::Heic)),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", Some(Foreign::Avif)),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Some(Foreign::Avif)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", Some(Foreign::Film)),
            // What follows the box is no brand.
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  heic", Some(Foreign::Film)),
            (b"II*\0\x08\0\0\0", Some(Foreign::Tiff)),
            (b"MM\0*\0\0\0\x08", Some(Foreign::Tiff)),
            (b"\0\0\0\x18ftyp", Some(Foreign::Film)),
            (b"\xff\xd8\xff\xe0", None),
            (b"", None),
        ] {
            assert_eq!(kind(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn each_says_what_can_be_done() {
        assert!(Foreign::Heic.advice().contains("Ajustes → Cámara → Formatos → Más compatible"));
        for kind in [Foreign::Heic, Foreign::Avif, Foreign::Tiff, Foreign::Film] {
            assert!(kind.advice().contains(':') && !kind.advice().ends_with('.'), "{kind:?}");
        }
    }
}
